/** The printed form of a receipt, on the public pages. */
export function receiptLink(receipt: string): string {
  return `/r/${encodeURIComponent(receipt)}?print=1`
}
