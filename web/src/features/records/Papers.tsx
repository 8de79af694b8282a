import { Button, Dropdown } from 'antd'
import { useSpeech } from '../../app/texts'

/** The papers that the server makes of a record: docs/formats/receipt.md. */
const papersOf = {
  'giving.gift': [
    { file: 'receipt.pdf', title: 'paper.receipt_a5' },
    { file: 'receipt.pdf?paper=80mm', title: 'paper.receipt_80mm' },
    { file: 'receipt.pdf?paper=58mm', title: 'paper.receipt_58mm' },
    { file: 'certificate.pdf', title: 'paper.certificate' },
  ],
  'giving.goods_gift': [
    { file: 'receipt.pdf', title: 'paper.receipt_a5' },
    { file: 'receipt.pdf?paper=80mm', title: 'paper.receipt_80mm' },
    { file: 'receipt.pdf?paper=58mm', title: 'paper.receipt_58mm' },
    { file: 'certificate.pdf', title: 'paper.certificate' },
  ],
  'giving.voided_receipt': [{ file: 'receipt.pdf', title: 'paper.receipt_a5' }],
  'giving.import_batch': [
    { file: 'receipts.pdf', title: 'paper.receipts_a5' },
    { file: 'receipts.pdf?paper=80mm', title: 'paper.receipts_80mm' },
  ],
} as const

const hasPapers = (record: string): record is keyof typeof papersOf => record in papersOf

/** Where a paper of a record is; the browser shows it, prints it or keeps it. */
export function paperAddress(record: string, id: string, file: string): string {
  return `/api/v1/records/${record}/${id}/${file}`
}

/** A menu of the papers of a record; nothing for records without any. */
export function Papers({ record, id }: { record: string; id: string }) {
  const { t } = useSpeech()
  if (!hasPapers(record)) return null
  const items = papersOf[record].map(({ file, title }) => ({
    key: file,
    label: (
      <a href={paperAddress(record, id, file)} target="_blank" rel="noreferrer">
        {t(title)}
      </a>
    ),
  }))
  return (
    <Dropdown trigger={['click']} menu={{ items }}>
      <Button>{t('record.papers')} ▾</Button>
    </Dropdown>
  )
}
