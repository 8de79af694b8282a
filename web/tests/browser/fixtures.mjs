// What the browser tests type; all of it made up.

/** Accounts made in the program by one-time links. `system` becomes the first administrator. */
export const people = {
  desk: { login: 'lan', name: '林岚', role: 'desk_officer', password: 'seven boats on the bay' },
  finance: { login: 'chao', name: '周潮', role: 'finance_officer', password: 'nine lanterns by the pier' },
  /** The second pair of eyes. */
  director: { login: 'ping', name: '韩屏', role: 'director', password: 'three anchors in the sand' },
  system: { login: 'hai', name: '海若水', role: null, password: 'eleven gulls over the mole' },
  /** Signs in and out, changes the password, sets up a second factor: nobody else's session is touched. */
  guest: { login: 'yun', name: '欧阳云', role: 'viewer', password: 'five nets along the quay' },
}

/** A name nobody has. */
export const gibberish = '无此人氏乙'

/** A bank's statement as an office gets it: title, merged header notes, dust, footers. `mark` makes it a new file. */
export function statement(mark) {
  const rows = [
    ['2026-11-02', '林海生', '100.00', '捐款'],
    ['2026/11/2', '海州湾渔业合作社（示例）', '"2,500.50"', '博爱助学'],
    ['2026年11月3日', '司徒　云', '６６．６６', ''],
    ['2026-11-03', '', '10', '无名氏'],
    ['2026-11-04', '陈静怡', 'abc', '金额有误的一行'],
  ]
  const lines = rows.map(([day, donor, amount, note], index) => `${day},${donor},${amount},${mark}-${index},${note}`)
  const text = ['示例银行捐款明细（演示）', '日期,捐赠人,金额（元）,交易流水号,附言', ...lines, '合计,,2677.16,,', '制表人：示例,,,,']
  return { name: `statement-${mark}.csv`, mimeType: 'text/csv', buffer: Buffer.from(`\uFEFF${text.join('\r\n')}`) }
}
