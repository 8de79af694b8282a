import { useMutation } from '@tanstack/react-query'
import { Alert, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useSpeech } from '../app/texts'
import { ProblemNotice } from './ProblemNotice'

type ReasonDialogProps = {
  title: string
  /** Whether a reason must, may or need not be given. */
  reason: 'required' | 'none'
  note?: ReactNode
  confirm: string
  act: (reason: string) => Promise<unknown>
  close: () => void
}

/** Asks before something that counts, with the reason where one must be on record. Shown while mounted. */
export function ReasonDialog({ title, reason, note, confirm, act, close }: ReasonDialogProps) {
  const { t } = useSpeech()
  const [form] = Form.useForm<{ reason?: string }>()
  const [open, setOpen] = useState(true)
  const action = useMutation({
    mutationFn: (text: string) => act(text),
    onSuccess: () => setOpen(false),
  })
  return (
    <Modal
      open={open}
      title={title}
      okText={confirm}
      cancelText={t('cancel')}
      confirmLoading={action.isPending}
      closable={{ 'aria-label': t('close') }}
      onOk={form.submit}
      onCancel={() => setOpen(false)}
      afterClose={close}
    >
      {note && <Alert type="info" title={note} />}
      {action.error && <ProblemNotice problem={action.error} />}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={({ reason: text = '' }) => {
          if (!action.isPending) action.mutate(text.trim())
        }}
      >
        {reason === 'required' && (
          <Form.Item
            name="reason"
            label={t('reason.label')}
            extra={t('reason.help')}
            rules={[{ required: true, whitespace: true, message: t('reason.missing') }]}
          >
            <Input.TextArea autoFocus maxLength={500} autoSize={{ minRows: 2, maxRows: 6 }} />
          </Form.Item>
        )}
      </Form>
    </Modal>
  )
}
