// Makes the demo data of this folder: `node examples/crm/data/generate.mjs`. Seeded, so that the same files come out
// each time. Dates are written relative to the day of installation (`$today-30`, `$now-12`), so that a demo never
// looks old. All names are made up.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { tellRuns } from './runs.mjs'

let seed = 20_260_101
/** mulberry32: a small seeded generator; numbers in [0, 1). */
function random() {
  seed = (seed + 0x6d2b79f5) | 0
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
}
const int = (from, to) => from + Math.floor(random() * (to - from + 1))
const pick = (list) => list[int(0, list.length - 1)]
const chance = (p) => random() < p
const weighted = (pairs) => {
  let at = random() * pairs.reduce((sum, [, weight]) => sum + weight, 0)
  return pairs.find(([, weight]) => (at -= weight) < 0)?.[0] ?? pairs[0][0]
}

const surnames = [...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林郑']
const given = ['伟', '芳', '娜', '敏', '静', '丽', '强', '磊', '军', '洋', '勇', '艳', '杰', '娟', '涛', '明', '超', '秀英', '晓东', '文博', '子涵', '雨桐', '志强', '建华', '海燕', '佳怡', '俊豪', '思远', '嘉琪', '一鸣']
const cities = ['上海', '北京', '杭州', '苏州', '南京', '深圳', '广州', '成都', '武汉', '青岛', '宁波', '合肥', '西安', '天津', '无锡']
const words = ['恒信', '华锐', '中科', '天航', '瑞达', '博远', '星辰', '鼎盛', '联创', '东方', '远景', '百川', '金石', '优品', '智联', '安泰', '宏图', '同济', '新域', '启明', '海纳', '云帆', '德邻', '众诚', '卓越', '汇丰源', '立信达', '嘉禾', '润泽', '万象']
const trades = [['it', '信息技术'], ['it', '软件'], ['manufacturing', '机械制造'], ['manufacturing', '精密仪器'], ['manufacturing', '电子'], ['transport', '物流'], ['finance', '投资'], ['realestate', '置业'], ['services', '咨询'], ['media', '文化传播'], ['retail', '商贸'], ['health', '医疗科技'], ['hospitality', '酒店管理']]
const titles = ['总经理', '副总经理', '采购总监', '信息总监', '采购经理', '技术经理', '财务经理', '行政主管', '工程师', '运营经理']
const streets = ['中山路', '人民路', '解放大道', '科技园路', '创新大道', '长江路', '滨江路', '建设路']
const sources = [['search', 24], ['direct', 18], ['chat', 12], ['referral', 16], ['ads', 8], ['event', 10], ['phone', 6], ['form', 6]]
const salesPeople = ['zhou_min', 'wu_lei', 'sun_jia', 'zheng_kai', 'feng_yu', 'chu_ran']

const person = () => pick(surnames) + pick(given)
const mobile = () => `1${pick(['38', '39', '36', '58', '77', '86', '90', '52'])}${String(int(0, 99_999_999)).padStart(8, '0')}`
const back = (days) => `$today-${days}`
const ahead = (days) => `$today+${days}`
const backAt = (days) => `$now-${days}`
const aheadAt = (days) => `$now${days < 0 ? days : `+${days}`}`

const people = {
  $schema: '/schemas/people.json',
  demo: true,
  departments: [
    { key: 'head_office', name: '总经办', head: 'lin_zong' },
    { key: 'sales', name: '销售部', parent: 'head_office', head: 'chen_dong' },
    { key: 'sales_east', name: '华东销售部', parent: 'sales', head: 'zhou_min' },
    { key: 'sales_north', name: '华北销售部', parent: 'sales', head: 'zheng_kai' },
    { key: 'marketing', name: '市场部', parent: 'head_office', head: 'xu_qing' },
    { key: 'finance', name: '财务部', parent: 'head_office', head: 'qian_hui' },
    { key: 'legal', name: '法务部', parent: 'head_office', head: 'shi_lan' },
    { key: 'warehouse', name: '仓储部', parent: 'head_office', head: 'cao_gang' },
    { key: 'support', name: '客服部', parent: 'head_office', head: 'wei_na' },
  ],
  users: [
    { key: 'lin_zong', name: '林致远', email: 'lin@example.com', department: 'head_office', roles: ['boss'], title: '总经理' },
    { key: 'chen_dong', name: '陈冬', email: 'chen@example.com', department: 'sales', manager: 'lin_zong', roles: ['sales_director'], title: '销售总监' },
    { key: 'zhou_min', name: '周敏', email: 'zhou@example.com', department: 'sales_east', manager: 'chen_dong', roles: ['sales'], title: '华东区经理' },
    { key: 'wu_lei', name: '吴磊', email: 'wu@example.com', department: 'sales_east', manager: 'zhou_min', roles: ['sales'], title: '销售代表' },
    { key: 'sun_jia', name: '孙佳', email: 'sun@example.com', department: 'sales_east', manager: 'zhou_min', roles: ['sales'], title: '销售代表' },
    { key: 'zheng_kai', name: '郑凯', email: 'zheng@example.com', department: 'sales_north', manager: 'chen_dong', roles: ['sales'], title: '华北区经理' },
    { key: 'feng_yu', name: '冯雨', email: 'feng@example.com', department: 'sales_north', manager: 'zheng_kai', roles: ['sales'], title: '销售代表' },
    { key: 'chu_ran', name: '褚然', email: 'chu@example.com', department: 'sales_north', manager: 'zheng_kai', roles: ['sales'], title: '销售代表' },
    { key: 'xu_qing', name: '许晴', email: 'xu@example.com', department: 'marketing', manager: 'lin_zong', roles: ['marketing'], title: '市场经理' },
    { key: 'qian_hui', name: '钱慧', email: 'qian@example.com', department: 'finance', manager: 'lin_zong', roles: ['finance'], title: '财务经理' },
    { key: 'shi_lan', name: '施岚', email: 'shi@example.com', department: 'legal', manager: 'lin_zong', roles: ['legal'], title: '法务经理' },
    { key: 'cao_gang', name: '曹刚', email: 'cao@example.com', department: 'warehouse', manager: 'lin_zong', roles: ['warehouse'], title: '仓库主管' },
    { key: 'wei_na', name: '魏娜', email: 'wei@example.com', department: 'support', manager: 'lin_zong', roles: ['support_manager'], title: '客服主管' },
    { key: 'jin_mei', name: '金梅', email: 'jin@example.com', department: 'support', manager: 'wei_na', roles: ['support'], title: '客服专员' },
    { key: 'tao_ran', name: '陶然', email: 'tao@example.com', department: 'sales', manager: 'chen_dong', roles: ['sales_ops'], title: '销售运营' },
  ],
}

const products = [
  ['智能网关 G200', 'hardware', 'G200', '台', 4800, 2600], ['智能网关 G500', 'hardware', 'G500 双网口', '台', 9800, 5200],
  ['边缘控制器 E10', 'hardware', 'E10 八路', '台', 6200, 3300], ['温湿度传感器', 'accessory', 'TH-3', '个', 180, 82],
  ['振动传感器', 'accessory', 'VB-1', '个', 420, 210], ['工业交换机 8 口', 'hardware', 'SW-8', '台', 1500, 900],
  ['设备管理软件 标准版', 'software', '50 点', '套', 36000, 4000], ['设备管理软件 企业版', 'software', '不限点', '套', 128000, 9000],
  ['数据看板模块', 'software', '附加模块', '套', 18000, 1500], ['实施服务', 'service', '现场', '人天', 2400, 1200],
  ['培训服务', 'service', '线上或现场', '人天', 1800, 900], ['年度维保', 'service', '软件 15%', '年', 12000, 3000],
].map(([name, category, spec, unit, list, cost], i) => ({
  $key: `product_${i + 1}`, name, category, spec, unit, list_price: list.toFixed(2), cost: cost.toFixed(2),
  min_price: (Math.round(list * 0.6 * 100) / 100).toFixed(2), tax_rate: category === 'service' ? '0.06' : '0.13', state: 'on',
}))

const accounts = [], contacts = [], opportunities = [], quotes = [], followups = [], tasks = [], leads = []
const usedNames = new Set()
function companyName() {
  for (;;) {
    const city = pick(cities)
    const [industry, trade] = pick(trades)
    const name = `${city}${pick(words)}${trade}${chance(0.25) ? '股份有限公司' : '有限公司'}`
    if (!usedNames.has(name)) {
      usedNames.add(name)
      return { city, industry, name }
    }
  }
}

function lines() {
  return Array.from({ length: int(1, 4) }, () => {
    const product = pick(products)
    const list = Number(product.list_price)
    const price = Math.round(list * (1 - pick([0, 0, 0.03, 0.05, 0.08, 0.1, 0.12, 0.18, 0.22])) * 100) / 100
    return { product, qty: product.category === 'software' ? int(1, 2) : int(1, 20), list, price }
  })
}
const probability = { lead: '0.1', need: '0.3', quote: '0.5', negotiation: '0.8', won: '1', lost: '0' }

for (let a = 1; a <= 320; a += 1) {
  const { city, industry, name } = companyName()
  const owner = pick(salesPeople)
  const account = `account_${a}`
  const source = weighted(sources)
  accounts.push({
    $key: account, name, short_name: name.slice(2, 6), type: weighted([['end', 8], ['agent', 1], ['partner', 1]]), level: weighted([['A', 2], ['B', 5], ['C', 3]]),
    industry, source, city, address: `${city}市${pick(streets)}${int(1, 999)}号`, phone: `0${pick(['21', '10', '571', '512', '25', '755', '20', '28', '27'])}-${int(20_000_000, 89_999_999)}`,
    website: `https://www.example.com/c${a}`, credit_limit: `${int(1, 50)}0000.00`, deal_state: 'open', owner, created_at: backAt(int(30, 700)),
  })
  const own = []
  for (let c = 0; c < int(1, 3); c += 1) {
    const key = `contact_${contacts.length + 1}`
    own.push(key)
    contacts.push({
      $key: key, name: person(), account: `$${account}`, title: pick(titles), role: pick(['decider', 'influencer', 'user', 'buyer', 'finance', 'tech']),
      stance: weighted([['for', 4], ['neutral', 5], ['against', 1]]), influence: ['high', 'middle', 'low'][Math.min(c, 2)], ...(c === 0 ? {} : { reports_to: `$${own[c < 3 ? 0 : 1]}` }), phone: mobile(), email: `p${contacts.length + 1}@example.com`, primary: c === 0, owner,
    })
  }
  for (let o = 0; o < weighted([[0, 2], [1, 4], [2, 3], [3, 2]]); o += 1) {
    const key = `opportunity_${opportunities.length + 1}`
    const stage = weighted([['lead', 16], ['need', 16], ['quote', 15], ['negotiation', 11], ['won', 26], ['lost', 16]])
    const closed = stage === 'won' || stage === 'lost'
    const age = closed ? int(8, 420) : int(1, 24)
    const items = lines()
    const amount = items.reduce((sum, item) => sum + item.qty * item.price, 0)
    const opportunity = {
      $key: key, name: `${name.slice(2, 6)}${pick(['设备联网', '产线监控', '能耗管理', '系统升级', '年度采购', '数据看板'])}项目`, account: `$${account}`, contact: `$${own[0]}`,
      amount: amount.toFixed(2), stage, probability: probability[stage], close_date: closed ? back(Math.max(1, age - int(0, 6))) : ahead(int(3, 120)),
      source, type: weighted([['new', 6], ['renewal', 2], ['upsell', 2], ['replace', 1]]),
      forecast: { won: 'won', negotiation: 'commit', quote: 'best' }[stage] ?? 'pipeline', owner, created_at: backAt(closed ? age + int(10, 80) : age),
      lines: items.map((item) => ({ product: `$${item.product.$key}`, qty: item.qty, price: item.price.toFixed(2) })),
    }
    opportunity.need = ['设备联网与数据采集', '产线实时监控', '能耗统计与分析', '老系统替换升级', '集团数据看板'][opportunities.length % 5]
    if (stage === 'negotiation' || stage === 'won') opportunity.decision_chain = '信息部提需求，总经理拍板，采购走流程'
    if (closed) opportunity.closed_at = back(Math.max(1, age - int(0, 6)))
    if (stage === 'lost') opportunity.lose_reason = pick(['price', 'feature', 'competitor', 'budget', 'relation'])
    opportunities.push(opportunity)
    if (stage === 'won') accounts.at(-1).deal_state = 'won'
    if (['quote', 'negotiation', 'won'].includes(stage) && chance(0.7)) {
      quotes.push({
        $key: `quote_${quotes.length + 1}`, account: `$${account}`, contact: `$${own[0]}`, opportunity: `$${key}`, date: back(age), valid_until: ahead(int(5, 60)),
        state: stage === 'won' ? 'accepted' : weighted([['draft', 4], ['approved', 3], ['sent', 3]]), order_discount: '0.00', terms: pick(['合同签订后预付 30%，验收后付 70%。', '货到 30 天内付清。', '款到发货。']),
        owner, lines: items.map((item) => ({ product: `$${item.product.$key}`, spec: item.product.spec, unit: item.product.unit, qty: item.qty, list_price: item.list.toFixed(2), price: item.price.toFixed(2) })),
      })
    }
    if (!closed && chance(0.5))
      tasks.push({ title: pick(['电话回访', '发送方案', '确认预算', '安排演示', '催合同']) + `：${opportunity.name}`, due: aheadAt(int(-3, 14)), priority: pick(['high', 'normal', 'low']), state: 'todo', source: 'manual', opportunity: `$${key}`, account: `$${account}`, owner })
  }
  for (let i = 0; i < int(0, 3); i += 1)
    followups.push({ content: pick(['电话沟通需求，对方希望下周看演示。', '上门拜访，了解现有系统情况。', '客户反馈价格偏高，正在内部讨论。', '微信发送产品资料，约定周四回访。', '会议讨论实施计划，确认由我方出方案。', '对方负责人出差，改约下周。']), way: pick(['phone', 'visit', 'wechat', 'email', 'meeting']), result: pick(['interested', 'pending', 'no', 'missed']), at: backAt(int(1, 120)), account: `$${account}`, owner })
}
for (let l = 1; l <= 160; l += 1) {
  const { city, industry, name } = companyName()
  const status = weighted([['new', 5], ['following', 4], ['invalid', 1]])
  leads.push({
    $key: `lead_${l}`, name: person(), company: name, title: pick(titles), phone: mobile(), email: `lead${l}@example.com`, source: weighted(sources), status,
    ...(status === 'invalid' ? { invalid_reason: pick(['empty', 'no_need', 'budget', 'competitor']) } : {}),
    industry, city, size: pick(['s', 'm', 'l', 'xl']), need: pick(['想了解设备联网方案', '询价', '需要产线数据看板', '系统替换', '']) || null,
    visits: int(0, 12), page_seconds: int(0, 1800), owner: pick(salesPeople), created_at: backAt(int(0, 60)),
  })
}

// What follows a sale, for the newest wins: made last, so that what stands above stays the same.
const contracts = [], orders = [], payplans = [], payments = [], tickets = [], campaigns = [], pools = []
const wins = opportunities.filter((one) => one.stage === 'won').slice(0, 60)
for (const [at, won] of wins.entries()) {
  const key = `contract_${at + 1}`
  const { account, owner, amount, lines: items } = won
  const since = Number(/\d+/.exec(won.closed_at)[0])
  const of = { contract: `$${key}`, owner }
  contracts.push({ $key: key, name: `${won.name}合同`, account, opportunity: `$${won.$key}`, amount, kind: 'direct', sign_date: back(since), start: back(since), end: ahead(365 - since > 5 ? 365 - since : 5 + (at % 80)), state: since > 300 ? 'fulfilled' : 'running', renew_state: 'not_due', owner, lines: items })
  payplans.push({ $key: `payplan_${at + 1}`, ...of, period: 1, plan_date: back(Math.max(0, since - 15)), plan_amount: (Number(amount) * 0.3).toFixed(2), state: 'paid' }, { ...of, period: 2, plan_date: since > 90 ? back(since - 90) : ahead(90 - since), plan_amount: (Number(amount) * 0.7).toFixed(2), state: since > 90 ? 'overdue' : 'open' })
  payments.push({ account, ...of, plan: `$payplan_${at + 1}`, date: back(Math.max(0, since - 14)), amount: (Number(amount) * 0.3).toFixed(2), way: pick(['transfer', 'wire', 'bill']), state: 'received' })
  if (at % 2 === 0) orders.push({ account, ...of, date: back(since), lines: items, state: since > 60 ? 'done' : 'to_ship', reason: 'none', receiver: person(), receiver_phone: mobile(), address: '详见合同' })
  if (at % 3 === 0) tickets.push({ title: pick(['网关离线', '看板打不开', '怎么导出报表', '申请现场培训', '传感器读数不准', '权限开通']), account, kind: pick(['question', 'fault', 'install']), level: at % 9 === 0 ? 'vip' : 'normal', channel: pick(['phone', 'wechat', 'email']), state: at % 6 === 0 ? 'closed' : 'working', first_response_at: backAt(1 + (at % 20)), created_at: backAt(1 + (at % 20)), owner: 'jin_mei' })
}
for (const [name, kind, budget, state] of [['春季工业展', 'event', 480000, 'done'], ['设备联网直播课', 'live', 200000, 'running'], ['搜索推广（华东）', 'ads', 460000, 'running'], ['老客户转介绍', 'referral', 120000, 'running']]) campaigns.push({ name, kind, budget: budget.toFixed(2), state, start: back(40), end: ahead(20), owner: 'xu_qing' })
pools.push({ name: '华东公海', per_day: 10, capacity: 200, prev_owner_days: 7, protect_hours: 24, owner: 'tao_ran' }, { name: '华北公海', per_day: 10, capacity: 200, prev_owner_days: 7, protect_hours: 24, owner: 'tao_ran' })


// Where sales came from and what that cost, and what customers said: for the reports on channels and satisfaction.
const touches = [], spendings = [], visits = []
for (const [at, one] of campaigns.entries()) {
  one.$key = `campaign_${at + 1}`
  for (const months of [1, 3, 6, 9]) spendings.push({ kind: 'ads', campaign: `$campaign_${at + 1}`, state: 'paid', owner: 'xu_qing', lines: [{ date: back(months * 30), item: ['展位与搭建', '直播投流', '关键词竞价', '老客户礼品'][at], amount: [105000, 46000, 112000, 29000][at].toFixed(2) }] })
}
const liked = [4, 2, 3, 5]
for (const won of opportunities.filter((one) => one.stage === 'won')) {
  const since = Number(/\d+/.exec(won.closed_at)[0])
  for (let n = int(0, 3); n > 0; n -= 1) touches.push({ campaign: `$campaign_${weighted(liked.map((weight, at) => [at + 1, weight]))}`, opportunity: `$${won.$key}`, at: backAt(since + int(1, 75)), state: 'came', owner: 'xu_qing' })
  if (chance(0.6)) visits.push({ content: '交付后回访', account: won.account, way: pick(['phone', 'wechat', 'email', 'sms']), due: back(Math.max(0, since - 10)), state: 'done', owner: pick(['jin_mei', 'wei_na']), ...(chance(0.75) ? { satisfaction: weighted([[5, 8], [4, 7], [3, 3], [2, 1], [1, 1]]), nps: weighted([[10, 6], [9, 7], [8, 6], [7, 4], [6, 2], [4, 1], [2, 1]]) } : {}) })
}

// Service that is over, in time or late.
for (let at = 0; at < 36; at += 1) {
  const since = int(4, 170), promised = at % 4 === 0 ? 1 : 3
  tickets.push({ title: pick(['网关离线', '看板打不开', '传感器读数不准', '权限开通', '数据延迟']), account: pick(accounts.slice(0, 120).map((one) => `$${one.$key}`)), kind: pick(['question', 'fault', 'install']), level: at % 4 === 0 ? 'vip' : 'normal', channel: pick(['phone', 'wechat', 'email']), state: 'closed', first_response_at: backAt(since), created_at: backAt(since), resolve_by: backAt(since - promised), solved_at: backAt(Math.max(1, since - weighted([[0, 2], [1, 4], [2, 3], [4, 1]]))), owner: pick(['jin_mei', 'wei_na']) })
}

// How each deal came to its stage: what funnels, dwell, losses and forecasts look back on.
const way = ['lead', 'need', 'quote', 'negotiation']
const daysOf = (told) => Number(/\d+/.exec(told)?.[0] ?? 0)
const exactly = (told) => Number(/[\d.]+$/.exec(told)?.[0] ?? 0)
const ago = (days) => `$now-${Math.max(0, Math.round(days * 100) / 100)}`
const limitOf = { lead: 7, need: 10, quote: 10, negotiation: 7 }
/** Stages on the way to where the deal is; now and then one is left out or gone back to. */
function stagesTo(stage) {
  const furthest = stage === 'won' ? 3 : stage === 'lost' ? pick([0, 1, 1, 2, 2, 3]) : way.indexOf(stage)
  const passed = way.slice(0, furthest + 1).filter((one, at) => at === 0 || at === furthest || !chance(0.08))
  if (passed.length > 2 && chance(0.07)) passed.splice(-1, 0, passed.at(-1), passed.at(-2))
  return stage === 'won' || stage === 'lost' ? [...passed, stage] : passed
}
for (const one of opportunities) {
  const passed = stagesTo(one.stage)
  const closed = one.closed_at !== undefined
  // What is young is expected later.
  if (!closed) one.close_date = ahead(Math.round(daysOf(one.close_date) * { lead: 6, need: 4.5, quote: 2.8, negotiation: 1 }[one.stage]))
  if (!closed) one.created_at = backAt(daysOf(one.created_at) + { lead: chance(0.2) ? 22 : 0, need: int(4, 20), quote: int(10, 45), negotiation: int(20, 70) }[one.stage])
  const [from, to] = [daysOf(one.created_at), daysOf(one.closed_at ?? '$today-0')]
  const limit = limitOf[one.stage]
  // Most of those that are open moved on lately.
  const last = closed ? 0 : Math.min(from, chance(0.72) ? limit * random() : chance(0.25) ? limit * (4 + 2 * random()) : limit * (1 + 2 * random()))
  const shares = passed.slice(0, -1).map((stage) => ({ lead: 1.2, need: 1.6, quote: 2.2, negotiation: 1.4 })[stage] * (0.5 + random()))
  const all = shares.reduce((sum, share) => sum + share, 0)
  let at = from
  const since = passed.map((_, index) => {
    const entered = at
    at -= ((from - to - last) * (shares[index] ?? 0)) / all
    return Math.round(entered * 100) / 100
  })
  one.$past = { stage: passed.map((stage, index) => [stage, ago(since[index])]) }
  one.stage_since = ago(since.at(-1))
  if (!closed) Object.assign(one, { stale_days: limit, stale_at: since.at(-1) > limit ? ago(since.at(-1) - limit) : `$now+${Math.round((limit - since.at(-1)) * 100) / 100}`, stale: since.at(-1) > limit })
}

// Whom deals are lost to.
const competitors = [['联云智控', '价格低，交付快', '定制能力弱，售后少', '一般比我们低 15% 左右'], ['远望工联', '平台功能全，品牌知名', '实施周期长', '报价高于我们，常送一年维保'], ['数擎科技', '数据看板好看', '硬件靠外购', '软件免费，靠服务收费'], ['博控自动化', '老客户关系深', '云端能力弱', '与我们相当']].map(([name, strengths, weaknesses, price_note], at) => ({ $key: `competitor_${at + 1}`, name, strengths, weaknesses, price_note, owner: 'tao_ran' }))
for (const one of opportunities.filter(({ stage, lose_reason }) => stage === 'lost' && ['price', 'feature', 'competitor'].includes(lose_reason))) one.lose_competitor = `$competitor_${weighted([[1, 5], [2, 4], [3, 2], [4, 2]])}`

// What everybody is to reach, month by month: from a year ago to half a year ahead.
const targets = []
const season = [0.8, 0.7, 1.1, 1, 1, 1.15, 0.9, 0.95, 1.1, 1, 1.1, 1.3]
for (const [at, who] of salesPeople.entries())
  for (let month = -12; month <= 6; month += 1)
    targets.push({ person: `$${who}`, month: `$month${month < 0 ? month : `+${month}`}`, won_amount: `${Math.round((190 + at * 9 + month * 11) * season[(month + 24) % 12])}000.00`, received: `${Math.round((52 + at * 4) * season[(month + 24) % 12])}000.00`, new_accounts: 2 + (at % 2), followups: 12 + (at % 3) * 2, owner: who })

// More of the money has come in, and invoices went out for it.
const invoices = []
for (const [at, one] of contracts.entries()) {
  const [first, second] = payplans.filter((plan) => plan.contract === `$${one.$key}`)
  second.$key = `payplan_second_${at + 1}`
  const late = daysOf(second.plan_date)
  if (second.state === 'overdue' && (late > 120 ? chance(0.8) : chance(0.45))) {
    second.state = 'paid'
    payments.push({ account: one.account, contract: second.contract, owner: one.owner, plan: `$${second.$key}`, date: back(Math.max(1, late - int(-5, 40))), amount: second.plan_amount, way: pick(['transfer', 'wire', 'bill']), state: 'received' })
  }
  const paid = [first, second].filter((plan) => plan.state === 'paid')
  for (const plan of paid) if (chance(0.8)) invoices.push({ account: one.account, contract: plan.contract, amount: plan.plan_amount, content: '设备与软件', state: 'issued', issued_at: back(Math.max(0, daysOf(plan.plan_date) - 3)), owner: one.owner })
}

// Who answered enquiries and when; some of them became customers.
for (const [at, one] of leads.entries()) {
  const since = daysOf(one.created_at)
  if (one.status === 'invalid' || (one.status === 'new' && at % 3 > 0)) continue
  const after = weighted([[0.05, 4], [0.2, 5], [0.6, 4], [1.4, 2], [3, 1]]) * (0.6 + random())
  if (after < since) followups.push({ content: '首次联系，了解需求。', way: pick(['phone', 'phone', 'wechat', 'email']), result: pick(['interested', 'pending', 'missed']), at: ago(since - after), lead: `$${one.$key}`, owner: one.owner })
  if (at >= 90 && one.status === 'following' && since > 8 && chance(0.6)) {
    const account = pick(accounts)
    Object.assign(one, { status: 'converted', account: `$${account.$key}`, $past: { status: [['new', ago(since)], ['following', ago(Math.max(1, since - after))], ['converted', ago(Math.max(0.5, since - after - int(2, 6)))]] } })
  }
}

// Customers that nobody looked after for long, and who took them up again.
for (const [at, one] of accounts.entries()) {
  if (at < 200 || at % 6 > 0) continue
  const released = int(12, 150)
  Object.assign(one, { prev_owner: `$${pick(salesPeople)}`, released_at: ago(released), claimed_at: ago(Math.max(1, released - int(2, 30))) })
}

// When service answered and solved, and whether in time.
for (const [at, one] of tickets.entries()) {
  const since = daysOf(one.created_at)
  const vip = one.level === 'vip'
  const answered = weighted(vip ? [[0.04, 5], [0.3, 3], [0.8, 1]] : [[0.1, 4], [0.5, 4], [1.5, 2], [2.6, 1]])
  one.first_response_at = ago(Math.max(0, since - answered))
  one.respond_by = ago(since - (vip ? 0.5 : 2))
  one.sla_state = answered <= (vip ? 0.5 : 2) ? 'met' : 'missed'
  one.product = `$product_${1 + (at % 8)}`
  one.reopened = at % 11 === 0 ? 1 : 0
  if (one.resolve_by === undefined) {
    const due = since - (vip ? 1 : 4)
    one.resolve_by = due >= 0 ? ago(due) : `$now+${-due}`
    if (one.state === 'closed') one.solved_at = ago(Math.max(0.2, since - pick([0.5, 1, 2, 3])))
  }
  const [due, solved] = [one.resolve_by, one.solved_at].map((told) => (told === undefined ? undefined : told.includes('+') ? -1 : exactly(told)))
  one.resolve_state = solved === undefined ? (due < 0 ? 'green' : 'overdue') : solved >= due ? 'met' : 'missed'
  if (one.state === 'closed') one.$past = { state: [['new', ago(since)], ['working', one.first_response_at], ['solved', one.solved_at], ['closed', ago(Math.max(0.1, (solved ?? 1) - 0.5))]] }
}

// Terms of contracts, their versions and who signed when.
const versions = [], signs = []
const clauses = (days, penalty, extra = []) => [
  ['合同标的', '甲方向乙方采购设备、软件及服务，品名、数量、单价见本合同附件一。'],
  ['交货', '乙方应于合同签订后 20 个工作日内将货物送达甲方指定地点，运费由乙方承担。'],
  ['付款期限', `合同签订后预付 30%；余款于验收合格后 ${days} 日内付清。`],
  ...extra,
  ['质量保证', '乙方提供 12 个月质保，质保期内免费维修或更换有质量问题的部件。'],
  ['违约责任', `任何一方逾期履行的，每逾期一日按未履行金额的${penalty}支付违约金。`],
  ['争议解决', '因本合同发生的争议，双方协商解决；协商不成的，由乙方所在地人民法院管辖。'],
].map(([title, text], at) => `第${'一二三四五六七八九'[at]}条 ${title}\n${text}`).join('\n')
for (const [at, one] of contracts.entries()) {
  one.payment_days = weighted([[30, 6], [45, 3], [60, 2], [15, 1]])
  one.penalty_rate = pick(['0.0003', '0.0005', '0.0005', '0.001'])
  const since = daysOf(one.sign_date)
  if (at < 12) for (const party of ['ours', 'customer']) signs.push({ contract: `$${one.$key}`, party, person: party === 'ours' ? '林致远' : person(), way: at % 3 === 0 ? 'paper' : 'esign', state: 'signed', sent_at: ago(since + 4), signed_at: ago(since + (party === 'ours' ? 3 : 1)), owner: one.owner })
  if (at >= 6) continue
  versions.push(
    { contract: `$${one.$key}`, name: 'V1 我方初稿', party: 'ours', body: clauses(30, '万分之五'), owner: one.owner, created_at: ago(since + 20) },
    { contract: `$${one.$key}`, name: 'V2 客户修订', party: 'customer', body: clauses(120, '万分之一', [['保密', '双方对履行本合同中知悉的对方商业秘密负有保密义务，期限三年。']]), owner: one.owner, created_at: ago(since + 12) },
    { contract: `$${one.$key}`, name: 'V3 双方定稿', party: 'ours', body: clauses(one.payment_days, '万分之三', [['保密', '双方对履行本合同中知悉的对方商业秘密负有保密义务，期限两年。']]), owner: one.owner, created_at: ago(since + 6) },
  )
}

// Customers that come again and order what they use up, without a deal each time: some often, some no more, some just lately.
// What they are worth over the years is told apart by this.
const supplies = products.filter(({ category }) => category === 'accessory' || category === 'hardware')
const services = products.filter(({ category }) => category === 'service')
const habits = {
  loyal: () => ({ from: int(380, 760), every: [35, 70], until: int(2, 40) }),
  steady: () => ({ from: int(300, 720), every: [100, 190], until: int(5, 120) }),
  gone: () => ({ from: int(560, 780), every: [60, 140], until: int(280, 420) }),
  fresh: () => ({ from: int(12, 85), every: [20, 45], until: int(2, 10) }),
}
const leaning = { A: [['loyal', 6], ['steady', 4], ['gone', 1], ['fresh', 2]], B: [['loyal', 2], ['steady', 5], ['gone', 3], ['fresh', 3]], C: [['loyal', 1], ['steady', 2], ['gone', 5], ['fresh', 3]] }
for (const one of accounts.filter(({ deal_state }) => deal_state === 'won').slice(0, 72)) {
  const { from, every, until } = habits[weighted(leaning[one.level])]()
  const most = one.level === 'A' ? 9 : one.level === 'B' ? 6 : 4
  for (let since = from, n = 0; since >= until && n < 12; since -= int(...every), n += 1) {
    const items = Array.from({ length: chance(0.35) ? 2 : 1 }, (_, at) => (at === 1 ? pick(services) : pick(supplies)))
    orders.push({
      account: `$${one.$key}`, owner: one.owner, date: back(since), lines: items.map((item) => ({ product: `$${item.$key}`, qty: int(1, item.category === 'service' ? 3 : most), price: (Math.round(Number(item.list_price) * (1 - pick([0, 0.05, 0.1, 0.15])) * 100) / 100).toFixed(2) })),
      state: 'done', reason: 'none', receiver: person(), receiver_phone: mobile(), address: one.address,
    })
  }
}

// Flows that ran on all that.
const seals = []
const runs = tellRuns({ quotes, contracts, invoices, spendings, seals, products, wins: opportunities.filter((one) => one.stage === 'won'), int, pick, chance, random })

const write = (entity, rows) =>
  writeFileSync(join(import.meta.dirname ?? '.', `${entity}.json`), `${JSON.stringify({ $schema: '/schemas/data.json', entity, demo: true, rows }, null, 1)}\n`)
writeFileSync(join(import.meta.dirname ?? '.', '_people.json'), `${JSON.stringify(people, null, 2)}\n`)
writeFileSync(join(import.meta.dirname ?? '.', '_runs.json'), `${JSON.stringify({ $schema: '/schemas/runs.json', demo: true, runs }, null, 1)}\n`)
for (const [entity, rows] of Object.entries({ product: products, account: accounts, contact: contacts, opportunity: opportunities, quote: quotes, lead: leads, followup: followups, task: tasks, contract: contracts, order: orders, payplan: payplans, payment: payments, ticket: tickets, campaign: campaigns, pool: pools, touch: touches, spending: spendings, visit: visits, competitor: competitors, target: targets, invoice: invoices, contract_version: versions, contract_sign: signs, seal_request: seals })) write(entity, rows)
