import { useQuery } from '@tanstack/react-query'
import { call, idempotencyKey, query } from '../../api/client'
import type { Text } from '../../api/types'
import type { TextKey } from '../../app/texts'

export type Attachment = {
  id: string
  kind: string
  kind_title: Text
  name: string
  media_type: string
  size: number
  sha256: string
  state: 'kept' | 'withdrawn' | 'erased'
  may_withdraw: boolean
  at: string
  by: string
  by_name: string
}

/** The kinds of papers, as the server knows them. */
export const paperKinds = ['invoice', 'contract', 'approval', 'proof', 'list', 'photo', 'other'] as const
export type PaperKind = (typeof paperKinds)[number]
export const kindText = (kind: PaperKind): TextKey => `paper_kind.${kind}`

/** What a browser's file dialog offers; the server judges by the content. */
export const acceptedFiles = '.pdf,.jpg,.jpeg,.png,.webp,.heic,.heif,.ofd,.docx,.xlsx'
export const fileBytesMax = 10 * 1024 * 1024

/** The record types that have papers. */
const holders = new Set(['giving.goods_gift', 'giving.pledge', 'spending.payment', 'spending.allocation'])
export const hasAttachments = (record: string) => holders.has(record)

type NewAttachment = { record: string; owner: string; kind: PaperKind; file: File }

/** Sends one file. Its name stands in a header, because addresses end up in logs. */
export function attach({ record, owner, kind, file }: NewAttachment): Promise<{ id: string }> {
  return call(`/attachments${query({ record, owner, kind })}`, {
    method: 'POST',
    body: file,
    headers: {
      'X-Boai-File-Name': encodeURIComponent(file.name.normalize('NFC')),
      'Idempotency-Key': idempotencyKey(),
    },
  })
}

export function useAttachments(record: string, owner: string, enabled = true) {
  return useQuery({
    queryKey: ['records', record, 'attachments', owner],
    queryFn: ({ signal }) =>
      call<{ attachments: Attachment[] }>(`/attachments${query({ record, owner })}`, { signal }),
    enabled,
  })
}

/** "210 KB" */
export function showSize(bytes: number): string {
  return bytes < 1024 * 1024
    ? `${Math.max(1, Math.round(bytes / 1024))} KB`
    : `${(bytes / 1024 / 1024).toFixed(1)} MB`
}
