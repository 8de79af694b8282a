"""The made-up lists of examples/: what stands in each, and how many gifts and yuan it truly holds.

No name, number or row is taken from a real list; the mess is what real lists have.
"""

import random
from dataclasses import dataclass
from decimal import Decimal

from sheets import BLANK, Formula, Number, Serial, Sheet, ods, xls, xlsx

ZERO_WIDTH = '\u200b'
NO_BREAK = '\u00a0'
SURNAMES = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜'
GIVEN = '潮生若水海岚云舟望舒晨曦知远书言清和景行思齐怀瑾'
FULL_WIDTH = str.maketrans('0123456789.,()', '０１２３４５６７８９．，（）')


@dataclass
class Example:
    file: str
    content: bytes
    gifts: int
    total: Decimal
    stated: Decimal | None = None
    channel: str = 'bank'
    day: str = ''  # for the command line, where the file has none


def yuan(amount):
    return f'{amount:.2f}'


def grouped(amount):
    return f'{amount:,.2f}'


def serial(year, month, day):
    from datetime import date

    return (date(year, month, day) - date(1899, 12, 30)).days


class Giver:
    """Names and amounts that look like people's; the same seed gives the same list."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def name(self):
        return self.random.choice(SURNAMES) + ''.join(self.random.sample(GIVEN, 2))

    def masked(self):
        return '*' + self.random.choice(GIVEN)

    def amount(self):
        usual = [
            '0.01',
            '1',
            '6.66',
            '10',
            '20',
            '50',
            '66.60',
            '88',
            '100',
            '200',
            '520',
            '1000',
            '9.99',
            '13.14',
        ]
        return Decimal(self.random.choice(usual))

    def reference(self, number):
        return f'42000000{self.random.randrange(10**12):012d}{number:08d}'


def total(rows):
    return sum((row[-1] for row in rows), Decimal(0))


def qr_code_list():
    """A merge in every row, padded numbers, floating point dust, many declared empty rows."""
    giver = Giver(1)
    gifts = [(giver.reference(i), giver.amount()) for i in range(240)]
    gifts[17] = (gifts[17][0], Decimal('238276.83'))
    gifts[71] = (gifts[71][0], Decimal('4761028.68'))
    dust = {17: '238276.830000001', 71: '4761028.68000006'}
    sheet = Sheet('Sheet1', empty_rows=2000)
    sheet.rows = [
        ['示例市红十字会接受社会捐赠明细（二维码及ＰＯＳ机）', None, None, None],
        [None, None, Serial(serial(2026, 2, 3)), None],
        ['交易单号', None, '捐赠金额(元）', '付款附言'],
    ]
    sheet.merges = [(0, 0, 0, 3), (2, 0, 2, 1)]
    for i, (reference, amount) in enumerate(gifts):
        note = ['加油', None, '祝平安' + ZERO_WIDTH, NO_BREAK][i % 4]
        cell = (
            f'　{yuan(amount)}'.translate(FULL_WIDTH)
            if i % 37 == 5
            else Number(dust.get(i, str(amount)))
        )
        sheet.rows.append([reference + '   ', None, cell, note])
        sheet.merges.append((i + 3, 0, i + 3, 1))
    sum_ = total(gifts)
    sheet.rows.append([f'共计{len(gifts)}人次', None, f'总金额{yuan(sum_)}', None])
    return Example('qr-code-list.xlsx', xlsx([sheet]), len(gifts), sum_, sum_, 'qr')


def bank_account_list():
    """Honest repeats, a merged donor, gifts without a donor, the total on the last gift's row."""
    giver = Giver(2)
    gifts = [(giver.name(), giver.amount()) for _ in range(80)]
    gifts += [gifts[3], gifts[3], gifts[40]]
    gifts += [('示例省云台山旅游开发有限公司', Decimal('50000')), ('', Decimal('30'))]
    gifts += [('示例中学（本次捐款人数３人，明细：1杨*60 2柳*20 3何*20）', Decimal('100'))]
    gifts += [
        ('示例实业集团', Decimal('10000')),
        (None, Decimal('2000.5')),
        (None, Decimal('300')),
    ]
    sheet = Sheet('明细')
    sheet.rows = [
        ['示例市红十字会接收社会捐赠明细（农业银行账户）2026年2月4日', None],
        ['捐赠人', '金额'],
    ]
    sheet.merges = [(0, 0, 0, 1), (len(gifts) - 1, 0, len(gifts) + 1, 0)]
    for i, (donor, amount) in enumerate(gifts):
        name = donor
        if donor and i % 3 == 0:
            name = donor + '\t'
        elif donor and i % 7 == 1:
            name = donor[0] + ZERO_WIDTH + donor[1:] + NO_BREAK
        text = NO_BREAK * 10 + grouped(amount) if amount >= 10000 else Number(str(amount))
        sheet.rows.append([name or None, text])
    sum_ = total(gifts)
    sheet.rows[-1] += [None, Number(str(sum_))]
    return Example('bank-account-list.xlsx', xlsx([sheet]), len(gifts), sum_, sum_)


def wallet_list():
    """Masked names, the same row again and again, amounts as currency, a formula below."""
    giver = Giver(3)
    gifts = []
    for _ in range(150):
        gift = (giver.masked(), giver.amount())
        gifts += [gift] * giver.random.choice([1, 1, 1, 2, 3])
    gifts += [('', Decimal('100')), ('', Decimal('10'))]
    sheet = Sheet('支付宝', empty_rows=60000)
    sheet.rows = [
        ['示例市红十字会接收社会捐赠明细（支付宝账户）', None],
        ['2026年2月2日', None],
        ['捐赠人', '金额'],
    ]
    sheet.merges = [(0, 0, 0, 1), (1, 0, 1, 1)]
    sheet.rows += [[donor or None, Number(str(amount))] for donor, amount in gifts]
    sum_ = total(gifts)
    sheet.rows.append([f'共计{len(gifts)}人次', '总金额'])
    sheet.rows.append([None, Formula(f'SUM([.B4:.B{len(gifts) + 3}])', str(sum_))])
    return Example('wallet-list.ods', ods([sheet]), len(gifts), sum_, sum_, 'alipay')


def provincial_list():
    """All encodings of numbers of .xls, days as text and as serials, a sum by formula."""
    giver = Giver(4)
    gifts = [(giver.name(), giver.amount()) for _ in range(120)]
    gifts[5] = ('示例集团' + ZERO_WIDTH, Decimal('18018000'))
    gifts[6] = ('示例药业股份有限公司', Decimal('1681933.55'))
    gifts[7] = ('', Decimal('1305837'))
    sheet = Sheet('接受捐赠', empty_rows=300)
    sheet.rows = [
        ['示例省红十字会接受社会捐赠公示', None, None, None, None],
        [None, None, None, None, '单位：元'],
        ['序号', '捐赠日期', '捐赠(单位/姓名）', '金额', '备注'],
    ]
    sheet.merges = [(0, 0, 0, 4)]
    for i, (donor, amount) in enumerate(gifts):
        day = 29 + i // 60
        when = f'2026.01.{day}' if i % 2 else Serial(serial(2026, 1, day))
        note = '定向' if i % 9 == 0 else BLANK
        sheet.rows.append([Number(str(i + 1)), when, donor or None, Number(str(amount)), note])
    sum_ = total(gifts)
    sheet.rows.append([None, None, '合计', Formula('SUM(D4:D123)', str(sum_)), None])
    sheet.rows.append(['注：感谢社会各界的爱心。', None, None, None, None])
    sheet.merges.append((len(gifts) + 4, 0, len(gifts) + 4, 4))
    return Example('provincial-list.xls', xls([sheet]), len(gifts), sum_, sum_, 'other')


def two_lists_side_by_side():
    """Two lists beside each other, the right one shorter, each with its own total."""
    giver = Giver(5)
    left = [(giver.name(), giver.amount()) for _ in range(30)]
    right = [(giver.name(), giver.amount()) for _ in range(22)]
    sheet = Sheet('现场')
    sheet.rows = [
        ['示例县红十字会募捐箱现场捐款（2026.2.6）', *[None] * 4],
        ['姓名', '金额', None, '姓名', '金额'],
    ]
    sheet.merges = [(0, 0, 0, 4)]
    for i, (donor, amount) in enumerate(left):
        beside = [right[i][0], Number(str(right[i][1]))] if i < len(right) else [None, None]
        sheet.rows.append([donor, Number(str(amount)), None, *beside])
    sheet.rows.append(['合计', Number(str(total(left))), None, '合计', Number(str(total(right)))])
    sum_ = total(left) + total(right)
    return Example('side-by-side.xls', xls([sheet]), 52, sum_, sum_, 'cash')


def street_list():
    """GB18030 with characters of four bytes, quotes, and a subtotal of each street."""
    giver = Giver(6)
    lines = [
        '示例区红十字会街道募捐登记表,,,,',
        ',,,制表日期：2026年2月9日,',
        '街道,捐赠人,捐款金额（元）,捐款日期,备注',
    ]
    sum_ = Decimal(0)
    for street in ('海棠街道', '㙟头街道'):
        part = [(giver.name(), giver.amount()) for _ in range(25)]
        part += [('𠮷田商店', Decimal('1234.5'))]
        for donor, amount in part:
            lines.append(f'{street},{donor},"{grouped(amount)}",2026/2/8,"口头说明, 已核"')
        lines.append(f'{street},小计,"{grouped(total(part))}",,')
        sum_ += total(part)
    lines.append(f',总计,"{grouped(sum_)}",,')
    return Example(
        'street-list.csv', '\r\n'.join(lines).encode('gb18030') + b'\r\n', 52, sum_, sum_, 'other'
    )


def school_list():
    """UTF-8 with tabs, full-width digits, empty lines, a remark below the total."""
    giver = Giver(7)
    gifts = [(giver.name(), giver.amount()) for _ in range(40)]
    lines = ['\ufeff示例小学“博爱一日捐”名单\t\t', '', '班级\t姓名\t金额', '']
    for i, (donor, amount) in enumerate(gifts):
        text = yuan(amount).translate(FULL_WIDTH) if i % 4 == 0 else f'{amount}元'
        lines.append(f'{i // 10 + 1}班\t{donor[0]}　{donor[1:]}\t{text}')
    sum_ = total(gifts)
    lines += ['', f'共计{len(gifts)}笔\t\t{yuan(sum_)}', '经办：示例\t\t']
    return Example(
        'school-list.csv', '\n'.join(lines).encode(), 40, sum_, sum_, 'other', '2026-02-10'
    )


# --- statements of banks, as their own programs export them ---


def cells(line):
    """The cells of a row written as "a|b|=12.5": after a = stands a number, a - alone is none."""
    row = []
    for cell in line.split('|'):
        row.append(None if cell == '-' else Number(cell[1:]) if cell.startswith('=') else cell)
    return row


def abc_statement():
    sheet = Sheet('账户明细', merges=[(0, 0, 0, 8)])
    head = '交易时间|收入金额|支出金额|账户余额|交易行名|对方省市|对方账号|对方户名|交易用途'
    lines = [
        '账户明细查询|-|-|-|-|-|-|-|-',
        '账号：10500000000000001|-|-|户名：示例市红十字会|-|-|币种：人民币|-|-',
        head,
        '20260216 101502|1,000.00||101,000.00|示例支行|示例省|6228****0201|示例爱心联盟|抗旱',
        '20260216 113000||800.00|100,200.00|示例支行|示例省|1050****0202|示例印刷厂|印制',
        '20260217 090001|0.10||100,200.10|示例支行||6228****0203|尉迟知远|',
        '20260217 090002|99.90||100,300.00|示例支行||6228****0204||捐款',
    ]
    sheet.rows = [cells(line) for line in lines]
    return Example('abc-statement.xls', xls([sheet]), 3, Decimal('1100.00'))


def abc_card_statement():
    sheet = Sheet('Sheet0')
    lines = [
        '交易日期|交易时间|交易金额|本次余额|对方户名|对方账号|交易行|交易渠道|交易类型|交易用途',
        '20260218|101112|+50.00|1050.00|王潮生|6228****0301|示例支行|掌银|转账|捐款',
        '20260218|111213|-20.00|1030.00|示例超市|6228****0302|示例支行|掌银|消费|',
        '20260219|121314|+5.20|1035.20|何晨曦|6228****0303|示例支行|掌银|转账|',
    ]
    sheet.rows = [cells(line) for line in lines]
    return Example('abc-card-statement.xlsx', xlsx([sheet]), 2, Decimal('55.20'))


def boc_statement():
    sheet = Sheet('Sheet1')
    head = (
        '交易类型[ Transaction Type ]|业务类型[ Business type ]|付款人账号[ Debit Account No. ]'
        "|付款人名称[ Payer's Name ]|收款人名称[ Payee's Name ]|交易日期[ Transaction Date ]"
        '|交易时间[ Transaction time ]|交易货币[ Trade Currency ]|交易金额[ Trade Amount ]'
        '|交易流水号[ Transaction reference number ]|摘要[ Reference ]|交易附言[ Remark ]'
    )
    ours = '示例市红十字会'
    lines = [
        '查询账号[ Inquirer account number ]|7000000001',
        '查询时间范围[ Time Range ]|20260220-20260221',
        head,
        f'来账|跨行|8000401|示例渔业合作社|{ours}|20260220|09:01:02|CNY|=2500.5|N401|捐款|海上',
        f'往账|转账|7000000001|{ours}|示例器械公司|20260220|10:00:00|CNY|=-1999|N402|货款|',
        f'来账|跨行|8000403|冯海岚|{ours}|20260221|11:00:00|CNY|=18.88|N403||',
        f'来账|跨行|8000403|冯海岚|{ours}|20260221|11:00:09|CNY|=18.88|N404||',
    ]
    sheet.rows = [cells(line) for line in lines]
    return Example('boc-statement.xlsx', xlsx([sheet]), 3, Decimal('2538.26'))


MAKERS = [
    qr_code_list,
    bank_account_list,
    wallet_list,
    provincial_list,
    two_lists_side_by_side,
    street_list,
    school_list,
    abc_statement,
    abc_card_statement,
    boc_statement,
]


def examples():
    return [make() for make in MAKERS]
