// Metadata as the server would derive it from its field tables; only what the console must cope with.
const text = (zh, en) => ({ zh, en })

function field(name, kind, zh, en, more = {}) {
  return {
    name,
    kind,
    label: text(zh, en),
    help: null,
    required: false,
    read_only: false,
    privacy: 'public',
    list: false,
    filter: false,
    sort: false,
    multiline: false,
    ...more,
  }
}

const shown = { list: true, filter: true, sort: true }
const choice = (value, zh, en, tone) => ({ value, label: text(zh, en), ...(tone ? { tone } : {}) })

const donorKinds = [
  choice('person', '个人', 'Person'),
  choice('organisation', '单位', 'Organisation'),
  choice('alias', '化名', 'Alias'),
  choice('anonymous', '匿名', 'Anonymous'),
]
const purposes = [
  choice('unrestricted', '非定向', 'Unrestricted'),
  choice('restricted', '定向', 'Restricted'),
]
const all = ['list', 'read', 'create', 'update', 'export', 'history']

const branch = {
  name: 'society.branch',
  module: 'society',
  title: text('机构', 'Branches'),
  label_field: 'name',
  state_field: null,
  actions: all,
  fields: [
    field('code', 'text', '代码', 'Code', { ...shown, required: true, max_length: 20 }),
    field('name', 'text', '名称', 'Name', { ...shown, required: true, max_length: 100 }),
    field('level', 'choice', '级别', 'Level', {
      ...shown,
      required: true,
      choices: [
        choice('city', '市', 'City'),
        choice('county', '县区', 'County'),
        choice('school', '学校', 'School'),
      ],
    }),
    field('parent', 'reference', '上级', 'Parent', { list: true, reference: 'society.branch' }),
  ],
  transitions: [],
}

const person = {
  name: 'people.person',
  module: 'people',
  title: text('个人', 'Persons'),
  label_field: 'name',
  state_field: null,
  actions: [...all, 'reveal'],
  fields: [
    field('name', 'text', '姓名', 'Name', { list: true, required: true, privacy: 'personal', max_length: 100 }),
    field('phone', 'text', '电话', 'Phone', { list: true, privacy: 'personal', max_length: 20 }),
    field('identity_number', 'text', '证件号码', 'Identity number', { privacy: 'sensitive', max_length: 30 }),
    field('consent', 'flag', '同意公示姓名', 'Agrees to be named', { ...shown, required: false }),
    field('note', 'text', '备注', 'Note', { privacy: 'internal', multiline: true, max_length: 500 }),
  ],
  transitions: [],
}

const channel = {
  name: 'giving.channel',
  module: 'giving',
  title: text('收款渠道', 'Channels'),
  label_field: 'name',
  state_field: null,
  actions: all,
  fields: [field('name', 'text', '名称', 'Name', { ...shown, required: true, max_length: 100 })],
  transitions: [],
}

const campaign = {
  name: 'giving.campaign',
  module: 'giving',
  title: text('募捐项目', 'Campaigns'),
  label_field: 'name',
  state_field: 'state',
  actions: all,
  fields: [
    field('name', 'text', '名称', 'Name', { ...shown, required: true, max_length: 100 }),
    field('goal', 'amount', '目标金额', 'Goal', { ...shown, min: '0.01', help: text('可以不填。', 'May be left empty.') }),
    field('starts_on', 'day', '开始', 'Starts', { ...shown, required: true }),
    field('ends_on', 'day', '结束', 'Ends', { ...shown }),
    field('homes', 'integer', '受益户数', 'Households', { min: 0, max: 100000, sort: true }),
    field('story', 'text', '说明', 'Story', { multiline: true, max_length: 2000 }),
    field('state', 'choice', '状态', 'State', {
      ...shown,
      read_only: true,
      choices: [
        choice('draft', '草稿', 'Draft', 'quiet'),
        choice('open', '进行中', 'Open', 'good'),
        choice('closed', '已结束', 'Closed', 'wait'),
      ],
    }),
  ],
  transitions: [
    { name: 'open', title: text('发布', 'Open'), from: ['draft'], to: 'open', needs_reason: false, four_eyes: true },
    { name: 'close', title: text('结束', 'Close'), from: ['open'], to: 'closed', needs_reason: true, four_eyes: false },
  ],
}

const giftFields = [
  field('day', 'day', '日期', 'Day', { ...shown, required: true }),
  field('donor_kind', 'choice', '捐赠人类别', 'Kind of donor', { filter: true, required: true, choices: donorKinds }),
  field('amount', 'amount', '金额', 'Amount', { ...shown, required: true, min: '0.01' }),
  field('channel', 'reference', '渠道', 'Channel', { ...shown, sort: false, required: true, reference: 'giving.channel' }),
  field('campaign', 'reference', '项目', 'Campaign', { ...shown, sort: false, reference: 'giving.campaign' }),
  field('purpose', 'choice', '意向', 'Purpose', { ...shown, required: true, choices: purposes }),
  field('restriction', 'text', '定向用途', 'Restricted to', { max_length: 100 }),
  field('reference', 'text', '交易号', 'Reference', { filter: true, max_length: 100, privacy: 'internal' }),
  field('payment_note', 'text', '付款附言', 'Payment note', { privacy: 'personal', multiline: true, max_length: 200 }),
]

const gift = {
  name: 'giving.gift',
  module: 'giving',
  title: text('现金捐赠', 'Cash gifts'),
  label_field: 'receipt_number',
  state_field: 'state',
  actions: ['list', 'read', 'export', 'history', 'reveal'],
  fields: [
    field('receipt_number', 'text', '票据号', 'Receipt', { ...shown }),
    field('donor', 'text', '捐赠人', 'Donor', { list: true, privacy: 'personal' }),
    ...giftFields.map((each) => ({ ...each, read_only: true })),
    field('state', 'choice', '状态', 'State', {
      ...shown,
      choices: [
        choice('booked', '已入账', 'Booked', 'good'),
        choice('refunded', '已退款', 'Refunded', 'wait'),
        choice('voided', '票据作废', 'Receipt voided', 'bad'),
      ],
    }),
  ],
  transitions: [],
}

const roles = [choice('desk_officer', '经办人', 'Desk officer'), choice('director', '负责人', 'Director')]

const user = {
  name: 'identity.user',
  module: 'identity',
  title: text('用户', 'Users'),
  label_field: 'login',
  state_field: 'state',
  actions: ['list', 'read', 'update', 'history'],
  fields: [
    field('login', 'text', '登录名', 'Login', { ...shown, required: true, max_length: 100 }),
    field('name', 'text', '姓名', 'Name', { ...shown, required: true, max_length: 100, privacy: 'internal' }),
    field('last_seen', 'instant', '最近登录', 'Last seen', { ...shown, read_only: true }),
    field('state', 'choice', '状态', 'State', {
      ...shown,
      read_only: true,
      choices: [choice('active', '有效', 'Active', 'good'), choice('locked', '锁定', 'Locked', 'bad')],
    }),
  ],
  transitions: [
    { name: 'lock', title: text('锁定', 'Lock'), from: ['active'], to: 'locked', needs_reason: true, four_eyes: false },
    { name: 'unlock', title: text('解锁', 'Unlock'), from: ['locked'], to: 'active', needs_reason: true, four_eyes: true },
  ],
}

const token = {
  name: 'identity.api_token',
  module: 'identity',
  title: text('程序令牌', 'API tokens'),
  label_field: 'name',
  state_field: null,
  actions: ['list', 'read', 'history'],
  fields: [
    field('name', 'text', '名称', 'Name', { ...shown }),
    field('user', 'reference', '用户', 'User', { ...shown, sort: false, reference: 'identity.user' }),
    field('expires_on', 'day', '有效期至', 'Expires', { ...shown }),
  ],
  transitions: [],
}

const required = { required: true }
const commands = [
  {
    name: 'giving.record_gift',
    module: 'giving',
    title: text('登记捐赠', 'Record a gift'),
    needs_reason: false,
    fields: [
      ...giftFields.filter((each) => each.name !== 'payment_note'),
      field('donor_name', 'text', '捐赠人姓名或名称', "Donor's name", { privacy: 'personal', max_length: 100 }),
      field('alias', 'text', '化名', 'Alias', { max_length: 50 }),
      giftFields.at(-1),
      field('receipt_waived', 'flag', '不需要票据', 'Waives the receipt'),
    ],
  },
  {
    name: 'giving.refund_gift',
    module: 'giving',
    title: text('退款', 'Refund'),
    needs_reason: true,
    fields: [
      field('gift', 'reference', '捐赠', 'Gift', { ...required, reference: 'giving.gift' }),
      field('amount', 'amount', '退款金额', 'Amount to refund', { ...required, min: '0.01' }),
      field('day', 'day', '退款日期', 'Day', required),
      field('reason', 'text', '原因', 'Reason', { ...required, multiline: true, max_length: 500 }),
    ],
  },
  {
    name: 'giving.void_receipt',
    module: 'giving',
    title: text('作废票据', 'Void the receipt'),
    needs_reason: true,
    fields: [field('gift', 'reference', '捐赠', 'Gift', { ...required, reference: 'giving.gift' })],
  },
  {
    name: 'identity.invite_user',
    module: 'identity',
    title: text('邀请用户', 'Invite a user'),
    needs_reason: false,
    fields: [
      field('name', 'text', '姓名', 'Name', { ...required, max_length: 100 }),
      field('role', 'choice', '角色', 'Role', { ...required, choices: roles }),
    ],
    results: [{ name: 'link', label: text('一次性登录链接', 'One-time sign-in link') }],
  },
  {
    name: 'identity.create_token',
    module: 'identity',
    title: text('新建令牌', 'New token'),
    needs_reason: false,
    fields: [
      field('name', 'text', '名称', 'Name', { ...required, max_length: 100 }),
      field('expires_on', 'day', '有效期至', 'Expires', required),
    ],
    results: [{ name: 'token', label: text('令牌', 'Token') }],
  },
]

const by = ['day', 'branch', 'channel', 'campaign', 'purpose']

export const meta = {
  records: [gift, campaign, channel, person, branch, user, token],
  commands,
  modules: [
    { name: 'giving', title: text('接收捐赠', 'Giving') },
    { name: 'people', title: text('人员与单位', 'People') },
    { name: 'society', title: text('组织', 'Society') },
    { name: 'identity', title: text('用户与权限', 'Users and permissions') },
  ],
  figures: [
    { name: 'giving.income_amount', title: text('捐赠收入', 'Income'), unit: 'fen', by, record: 'giving.gift' },
    { name: 'giving.gift_count', title: text('捐赠笔数', 'Gifts'), unit: 'count', by, record: 'giving.gift' },
  ],
}
