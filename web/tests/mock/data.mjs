// Made-up data, the same at every start.
const seeds = { state: 20260205 }

function random(limit) {
  seeds.state = (Math.imul(seeds.state, 1664525) + 1013904223) >>> 0
  return Math.floor((seeds.state / 2 ** 32) * limit)
}

let lastId = 0
export function newId() {
  lastId += 1
  return `0MOCK${String(lastId).padStart(8, '0')}`
}

function row(values) {
  const at = '2026-01-05T01:00:00.000Z'
  return { id: newId(), branch: 'LYG', version: 1, created_at: at, updated_at: at, ...values }
}

const text = (zh, en) => ({ zh, en })
const tree = [
  ['LYG', '连云港市红十字会', 'Lianyungang', 'city', null],
  ['HZ', '海州区红十字会', 'Haizhou', 'county', 'LYG'],
  ['LY', '连云区红十字会', 'Lianyun', 'county', 'LYG'],
  ['GY', '赣榆区红十字会', 'Ganyu', 'county', 'LYG'],
  ['DH', '东海县红十字会', 'Donghai', 'county', 'LYG'],
  ['GX', '灌云县红十字会', 'Guanyun', 'county', 'LYG'],
  ['GN', '灌南县红十字会', 'Guannan', 'county', 'LYG'],
  ['HZ-S1', '海州湾中学', 'Haizhou Bay School', 'school', 'HZ'],
  ['GY-S1', '青口小学', 'Qingkou School', 'school', 'GY'],
]

export const branches = tree.map(([code, zh, en, level, parent]) => ({
  id: `0BRANCH${code}`,
  code,
  name: text(zh, en),
  parent: parent === null ? null : `0BRANCH${parent}`,
  level,
}))

export function branchCodes(code, subtree) {
  if (!code) return null
  const own = branches.find((each) => each.code === code)
  const children = subtree ? branches.filter((each) => each.parent === own?.id) : []
  return [code, ...children.flatMap((child) => branchCodes(child.code, true))]
}

const channels = ['柜台现金', '工商银行账户', '微信支付', '支付宝'].map((name) => row({ name }))
const campaigns = [
  ['海州湾暖冬行动', '500000.00', '2025-11-01', '2026-03-01', 'open'],
  ['博爱助学', '300000.00', '2025-09-01', null, 'open'],
  ['夏季救生圈', '80000.00', '2025-05-01', '2025-09-30', 'closed'],
  ['春季献爱心', null, '2026-04-01', null, 'draft'],
].map(([name, goal, starts_on, ends_on, state]) =>
  row({ name, goal, starts_on, ends_on, homes: random(400), story: null, state }),
)

const surnames = ['林', '欧阳', '陈', '赵', '孙', '周', '马', '司徒']
const given = ['海生', '云', '晓帆', '静怡', '港', '潮', '若水']
const people = Array.from({ length: 24 }, () => {
  const surname = surnames[random(surnames.length)]
  const rest = given[random(given.length)]
  return row({
    name: `${surname}${'*'.repeat(rest.length)}`,
    full_name: surname + rest,
    phone: '138****0000',
    full_phone: `1380000${String(random(10000)).padStart(4, '0')}`,
    identity_number: null,
    consent: random(2) === 1,
    note: null,
  })
})

export function makeGift(values) {
  const number = `${values.branch}-2026-${String((makeGift.count = (makeGift.count ?? 0) + 1)).padStart(6, '0')}`
  const name = (rows, id) => rows.find((each) => each.id === id)?.name
  return row({
    receipt_number: number,
    donor: '爱心人士',
    donor_kind: 'anonymous',
    purpose: 'unrestricted',
    restriction: null,
    reference: null,
    payment_note: null,
    campaign: null,
    state: 'booked',
    ...values,
    channel_label: name(channels, values.channel) ?? null,
    campaign_label: name(campaigns, values.campaign) ?? null,
  })
}

function dayBefore(days) {
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10)
}

const gifts = Array.from({ length: 230 }, (_, index) => {
  const person = people[random(people.length)]
  const campaign = random(3) === 0 ? null : campaigns[random(2)].id
  const fen = (random(200) + 1) * (random(5) === 0 ? 12345 : 5000)
  return makeGift({
    branch: tree[random(tree.length)][0],
    donor_kind: 'person',
    donor: person.name,
    amount: `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`,
    day: dayBefore(Math.floor(index / 4)),
    channel: channels[random(channels.length)].id,
    campaign,
    purpose: random(4) === 0 ? 'restricted' : 'unrestricted',
    reference: `T${100000 + index}`,
  })
})

const users = [
  row({ login: 'lan', name: '林岚', last_seen: '2026-02-05T00:30:00.000Z', state: 'active' }),
  row({ login: 'chao', name: '周潮', last_seen: null, state: 'locked' }),
]

export const records = {
  'giving.gift': gifts,
  'giving.campaign': campaigns,
  'giving.channel': channels,
  'people.person': people,
  'society.branch': branches.map((each) =>
    row({
      id: each.id,
      code: each.code,
      name: each.name.zh,
      level: each.level,
      parent: each.parent,
      parent_label: branches.find((other) => other.id === each.parent)?.name.zh ?? null,
    }),
  ),
  'identity.user': users,
  'identity.api_token': [
    row({ name: '微信回调', user: users[0].id, user_label: 'lan', expires_on: '2027-01-01' }),
  ],
}

/** What was done to each record, newest first. */
export const histories = new Map()

export function note(id, action, reason, changes = []) {
  const entry = {
    at: new Date().toISOString(),
    by: users[0].id,
    by_name: users[0].name,
    action,
    ...(reason ? { reason } : {}),
    changes,
  }
  histories.set(id, [entry, ...(histories.get(id) ?? [])])
}
