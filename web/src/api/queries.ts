import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { call, query } from './client'
import type {
  Figure,
  HistoryEntry,
  ImportSummary,
  Meta,
  Page,
  Plan,
  RecordType,
  Row,
  Session,
} from './types'

export function useSession() {
  return useQuery({
    queryKey: ['session'],
    queryFn: ({ signal }) => call<Session>('/session', { signal }),
    staleTime: 5 * 60_000,
  })
}

/** The metadata; every page below the shell may rely on it being loaded. */
export function useMetaQuery() {
  return useQuery({
    queryKey: ['meta'],
    queryFn: ({ signal }) => call<Meta>('/meta', { signal }),
    staleTime: 5 * 60_000,
  })
}

/** What may be done in one branch: the metadata with the actions and commands allowed there. */
export function useMetaOf(branch: string | undefined): Meta & { pending: boolean } {
  const everywhere = useMeta()
  const here = useQuery({
    queryKey: ['meta', branch],
    queryFn: ({ signal }) => call<Meta>(`/meta${query({ branch })}`, { signal }),
    staleTime: 5 * 60_000,
    placeholderData: keepPreviousData,
    enabled: branch !== undefined,
  })
  return useMemo(
    () => ({ ...(here.data ?? { ...everywhere, ...nothingAllowed(everywhere) }), pending: here.isPending }),
    [here.data, here.isPending, everywhere],
  )
}

/** Until it is known what may be done, nothing is offered. */
function nothingAllowed({ records }: Meta): Pick<Meta, 'records' | 'commands'> {
  const reading = new Set<string>(['list', 'read', 'export', 'history'])
  return {
    records: records.map((record) => ({
      ...record,
      actions: record.actions.filter((action) => reading.has(action)),
      transitions: [],
    })),
    commands: [],
  }
}

const emptyMeta: Meta = { records: [], commands: [], modules: [], figures: [] }

export function useMeta(): Meta {
  return useMetaQuery().data ?? emptyMeta
}

export function useRecordType(name: string): RecordType | undefined {
  return useMeta().records.find((record) => record.name === name)
}

/** Stands for "refers to nothing" where a list is filtered by a reference; no id looks like it. */
export const noReference = 'none'

/**
 * The search parameters of a record type that may carry personal values. They stay out of every address:
 * addresses end up in logs and in the browser's history.
 */
export function hiddenNames(record: RecordType): string[] {
  const personal = record.fields.filter(
    (field) => field.privacy === 'personal' || field.privacy === 'sensitive',
  )
  return personal.length === 0 ? [] : ['q', ...personal.map((field) => field.name)]
}

export function usePage(record: string, parameters: Record<string, string>, enabled = true) {
  const type = useRecordType(record)
  const hidden = type !== undefined && hiddenNames(type).some((name) => parameters[name])
  return useQuery({
    queryKey: ['records', record, 'page', parameters],
    queryFn: ({ signal }) =>
      hidden
        ? call<Page>(`/records/${record}/search`, { method: 'POST', json: parameters, signal })
        : call<Page>(`/records/${record}${query(parameters)}`, { signal }),
    placeholderData: keepPreviousData,
    enabled,
  })
}

export function useRow(record: string, id: string | undefined) {
  return useQuery({
    queryKey: ['records', record, 'row', id],
    queryFn: ({ signal }) => call<Row>(`/records/${record}/${id}`, { signal }),
    enabled: id !== undefined,
  })
}

export function useHistory(record: string, id: string, enabled: boolean) {
  return useQuery({
    queryKey: ['records', record, 'history', id],
    queryFn: ({ signal }) =>
      call<{ entries: HistoryEntry[] }>(`/records/${record}/${id}/history`, { signal }),
    enabled,
  })
}

export function useFigure(name: string, parameters: Record<string, string>, enabled = true) {
  return useQuery({
    queryKey: ['figures', name, parameters],
    queryFn: ({ signal }) => call<Figure>(`/figures/${name}${query(parameters)}`, { signal }),
    placeholderData: keepPreviousData,
    enabled,
  })
}

export function usePlan(id: string | undefined) {
  return useQuery({
    queryKey: ['imports', id],
    queryFn: ({ signal }) => call<Plan>(`/imports/${id}`, { signal }),
    enabled: id !== undefined,
  })
}

export function useImports(branch: string) {
  return useQuery({
    queryKey: ['imports', 'recent', branch],
    queryFn: ({ signal }) =>
      call<{ rows: ImportSummary[] }>(`/imports${query({ branch })}`, { signal }),
  })
}

/** Forgets everything read from records and figures, after something was written. */
export function useForgetRecords() {
  const client = useQueryClient()
  return useCallback(async () => {
    await Promise.all([
      client.invalidateQueries({ queryKey: ['records'] }),
      client.invalidateQueries({ queryKey: ['figures'] }),
    ])
  }, [client])
}
