// What the browser tests type; made up. A real server is given its own by the environment.
export const login = process.env.BOAI_LOGIN ?? 'lan'
export const password = process.env.BOAI_PASSWORD ?? 'seven boats on the bay'

export const importFile = {
  name: 'bank-2026-02-05.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(
    [
      '捐赠人,金额,交易号,附言',
      '林海生,100.00,B20260205001,暖冬',
      '海州湾渔业合作社,2500.50,B20260205002,',
      '爱心人士,abc,B20260205003,金额有误的一行',
      '司徒云,66.66,B20260205004,助学',
      '合计,2667.16',
    ].join('\n'),
  ),
}
