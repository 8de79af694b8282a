import { paperAddress } from '../records/Papers'

/** The receipt on paper; it carries the donor's full name for who may open it. */
export function receiptLink({ id }: { id: string }): string {
  return paperAddress('giving.gift', id, 'receipt.pdf')
}
