// Tells which flows ran on the rows that generate.mjs makes, so that rows and runs fit each other: what a run needs at its
// start stands in `before`, what became of its record in `then`. Moments are working days before today and working hours
// after what came before, so that everybody decides in office hours and nothing lies ahead.

/** Hours of a working day. */
const dayHours = 7.5
/** Working hours a person takes to decide: from, to. Whoever has much on the desk is slow. */
const pace = { zhou_min: [0.4, 3.5], zheng_kai: [2, 9], chen_dong: [5, 19], qian_hui: [1.5, 8], lin_zong: [7, 24], shi_lan: [3, 13], wei_na: [0.5, 4], cao_gang: [1, 6] }
const managerOf = { wu_lei: 'zhou_min', sun_jia: 'zhou_min', feng_yu: 'zheng_kai', chu_ran: 'zheng_kai', zhou_min: 'chen_dong', zheng_kai: 'chen_dong', xu_qing: 'lin_zong' }

const agreed = [undefined, undefined, undefined, '同意。', '同意，按此执行。']
/** What people of some desks say. */
const agreedBy = { zhou_min: ['价格可以，注意回款。'], zheng_kai: ['客户重要，同意。'], chen_dong: ['价格可以，注意回款。', '同意，下不为例。'], qian_hui: ['已核对，没有问题。', '账期已确认。'], shi_lan: ['条款已核对，可以签。'], lin_zong: ['同意，尽快落地。'] }
const refused = ['毛利太低，请重新报价后再提交。', '折扣没有依据，请先补客户的采购承诺。', '与去年同类项目相比偏低，不同意。']
const doubts = ['请补充竞争对手报价再提交。', '请说明付款条件。', '数量与客户询价单不一致，请核对。']

/** What a quote comes to: discount and margin, as its formulas do. */
function measure(quote, costs) {
  const sum = (of) => quote.lines.reduce((total, line) => total + of(line), 0)
  const [list, total, cost] = [sum((line) => line.list_price * line.qty), sum((line) => line.price * line.qty), sum((line) => costs.get(line.product) * line.qty)]
  const round = (value) => Math.round(value * 10_000) / 10_000
  return { discount: round(1 - total / list), margin: round(1 - cost / total) }
}

/** Who decides on a quote. */
function deciders(quote, costs) {
  const { discount, margin } = measure(quote, costs)
  if (discount > 0.25 || margin < 0.2) return ['chen_dong', 'qian_hui']
  if (discount > 0.15) return ['chen_dong']
  return discount > 0.05 ? [managerOf[quote.owner]] : []
}

/** Makes the runs, and changes rows so that they fit. */
export function tellRuns({ quotes, contracts, invoices, spendings, seals, products, wins, pick, chance, random }) {
  const costs = new Map(products.map(({ $key, cost }) => [`$${$key}`, Number(cost)]))
  const runs = []
  const duration = (hours) => {
    const minutes = Math.max(5, Math.round((hours * 60) / 5) * 5)
    const [h, m] = [Math.floor(minutes / 60), minutes % 60]
    return `PT${h > 0 ? `${h}H` : ''}${m > 0 ? `${m}M` : ''}`
  }
  const hoursOf = (told) => Number(/(\d+)H/.exec(told)?.[1] ?? 0) + Number(/(\d+)M/.exec(told)?.[1] ?? 0) / 60
  const taking = (who) => duration(pace[who][0] + (pace[who][1] - pace[who][0]) * random())
  const approve = (by) => ({ by, do: 'approve', after: taking(by), ...said(pick([...agreed, ...(agreedBy[by] ?? [])])) })
  /** The same, and more often than not the task was opened a while before. */
  const decide = (by) => {
    const step = approve(by)
    const hours = hoursOf(step.after)
    const looked = hours * (0.5 + 0.4 * random())
    return hours > 1 && chance(0.6) ? [{ by, do: 'read', after: duration(looked) }, { ...step, after: duration(hours - looked) }] : [step]
  }
  const said = (comment) => (comment === undefined ? {} : { comment })
  const clock = () => `${pick(['09', '10', '11', '14', '15', '16'])}:${pick(['05', '20', '35', '50'])}`
  /** Working days back from which all of it is over by now. */
  const roomFor = ({ steps = [], then = [] }, days) => Math.max(days, Math.ceil([...steps, ...then].reduce((sum, { after }) => sum + hoursOf(after), 0) / dayHours) + 2)
  /** Notes a run that began so many working days ago, on a row that was there the day before. */
  const run = (flow, row, { days, by = row.owner, open, at = open === true ? pick(['09:05', '09:40', '10:15']) : clock(), ...told }) => {
    const back = open === true ? days : roomFor(told, days)
    if (row.created_at === undefined) row.created_at = `$work-${back + 1}T${pick(['10', '14', '16'])}:${pick(['00', '10', '40'])}`
    runs.push({ flow, record: `$${row.$key}`, by, at: `$work-${back}T${at}`, ...told })
    return back
  }
  const workDays = (calendarDays) => Math.max(1, Math.round((calendarDays * 5) / 7))
  const daysOf = (told) => Number(/\d+/.exec(told)?.[0] ?? 0)
  const became = (...states) => states.map(([after, state]) => ({ after, set: { state } }))
  const draft = { state: 'draft' }

  // Quotes that are sent or won were approved before; some came back once, some were refused and offered anew.
  const quoted = quotes.filter((one) => one.state !== 'draft' && daysOf(one.date) <= 90 && deciders(one, costs).length > 0).filter((_, at) => at % 4 !== 3).slice(0, 24)
  for (const [at, one] of quoted.entries()) {
    const after = one.state === 'approved' ? [] : one.state === 'sent' ? became([duration(1 + 3 * random()), 'sent']) : became([duration(2), 'sent'], [duration(12 + 20 * random()), 'accepted'])
    const steps = deciders(one, costs).flatMap(decide)
    const [first] = steps
    if (at % 6 === 2) steps.unshift({ by: first.by, do: 'return', after: taking(first.by), comment: pick(doubts) }, { by: one.owner, do: 'resubmit', after: duration(1 + 4 * random()), comment: '已补充，请再看。' })
    if (at % 9 === 4) {
      const refusal = { by: first.by, do: 'reject', after: taking(first.by), comment: pick(refused) }
      const back = roomFor({ steps, then: after }, workDays(daysOf(one.date)))
      run('quote_discount', one, { days: back + 5, before: draft, steps: [refusal] })
      run('quote_discount', one, { days: back, steps, then: after })
    } else run('quote_discount', one, { days: workDays(daysOf(one.date)), before: draft, steps, ...(after.length > 0 ? { then: after } : {}) })
    const [start] = runs.filter(({ record }) => record === `$${one.$key}`)
    if (daysOf(one.date) < daysOf(start.at) * 1.4) one.date = start.at.replace(/T.*/, '')
  }

  // Offers that wait for a decision, for different people and for different times.
  const waiting = quotes.filter((one) => one.state === 'draft')
  const ask = (who, days, told = {}) => {
    const at = waiting.findIndex((one) => deciders(one, costs)[0] === who)
    const [one] = waiting.splice(at, 1)
    run('quote_discount', one, { days, open: true, ...told })
    one.date = `$work-${days}`
    return one
  }
  ask('zhou_min', 1, { at: '16:35' })
  ask('zheng_kai', 1, { at: '10:20' })
  ask('zheng_kai', 4, { at: '15:05' })
  ask('chen_dong', 1, { at: '11:35' })
  ask('chen_dong', 5, { at: '09:20' })
  ask('zhou_min', 2, { at: '09:35', steps: [{ by: 'zhou_min', do: 'return', after: 'PT2H10M', comment: doubts[0] }] })
  ask('zheng_kai', 8, { steps: [{ by: 'zheng_kai', do: 'reject', after: 'PT7H', comment: refused[1] }] })
  const taken = ask('zhou_min', 6)
  runs.at(-1).steps = [{ by: taken.owner, do: 'recall', after: 'PT35M' }]

  // Contracts were approved before they were signed; large ones by the management, special terms by legal.
  const path = (one) => [managerOf[one.owner], ...(one.nonstandard ? ['shi_lan'] : []), ...(Number(one.amount) > 50_000 ? ['qian_hui'] : []), ...(Number(one.amount) > 500_000 ? ['lin_zong'] : [])]
  const signed = contracts.filter((one) => daysOf(one.sign_date) <= 95)
  for (const [at, one] of signed.entries()) {
    if (at % 3 === 0) one.nonstandard = true
    const steps = path(one).flatMap((by, place) => (at === 1 && place === 1 ? [{ by, do: 'transfer', after: 'PT1H30M', to: 'lin_zong', comment: '出差，请代为审批。' }, ...decide('lin_zong')] : decide(by)))
    if (chance(0.6)) steps.push({ by: 'cao_gang', do: 'read', after: taking('cao_gang') })
    run('contract_approval', one, { days: workDays(daysOf(one.sign_date)) + 6, before: draft, steps, then: became(['PT9H', 'signed'], ['PT8H', 'running']) })
  }
  const coming = wins.slice(contracts.length, contracts.length + 4)
  for (const [at, won] of coming.entries()) {
    const one = { $key: `contract_${contracts.length + 1}`, name: `${won.name}合同`, account: won.account, opportunity: `$${won.$key}`, amount: at === 3 ? '682000.00' : won.amount, kind: 'direct', nonstandard: at === 1, start: '$today+15', end: '$today+380', state: 'draft', payment_days: 30, penalty_rate: '0.0005', owner: won.owner, lines: won.lines }
    contracts.push(one)
    const all = path(one)
    const stop = [0, all.indexOf('shi_lan'), all.indexOf('qian_hui'), all.length - 1][at]
    const steps = all.slice(0, Math.max(0, stop)).map((by) => ({ ...approve(by), after: duration(1 + 2 * random()) }))
    run('contract_approval', one, { days: [1, 2, 2, 5][at], open: true, ...(steps.length > 0 ? { steps } : {}) })
  }

  // Invoices were asked for before they went out.
  for (const one of invoices.filter(({ issued_at: told }) => daysOf(told) <= 80 && daysOf(told) >= 9).slice(0, 7)) {
    one.$key = `invoice_${invoices.indexOf(one) + 1}`
    run('invoice_approval', one, { days: workDays(daysOf(one.issued_at)) + 2, before: draft, steps: decide(managerOf[one.owner]), then: became(['PT4H', 'issued']) })
  }
  const unpaid = contracts.filter((one) => one.state === 'running' && !invoices.some(({ contract }) => contract === `$${one.$key}`))
  for (const [at, of] of unpaid.slice(0, 2).entries()) {
    const one = { $key: `invoice_${invoices.length + 1}`, account: of.account, contract: `$${of.$key}`, amount: (Number(of.amount) * 0.7).toFixed(2), content: '设备与软件', state: 'draft', owner: of.owner }
    invoices.push(one)
    const steps = [managerOf[of.owner], ...(at === 1 ? ['chen_dong'] : [])].map((by) => ({ ...approve(by), after: duration(1.5) }))
    run('invoice_approval', one, { days: [2, 1][at], open: true, steps })
  }

  // What marketing and sales spent.
  for (const one of spendings.filter(({ lines }) => daysOf(lines[0].date) <= 30).slice(0, 2)) {
    one.$key = `spending_${spendings.indexOf(one) + 1}`
    run('spending_approval', one, { days: workDays(daysOf(one.lines[0].date)) + 6, before: draft, steps: ['lin_zong', 'chen_dong', 'qian_hui'].flatMap(decide), then: became(['PT6H', 'paid']) })
  }
  const trips = [['wu_lei', 'travel', 2860, 21], ['feng_yu', 'guest', 1380, 16], ['chu_ran', 'travel', 6940, 12], ['sun_jia', 'guest', 880, 9], ['chu_ran', 'guest', 2650, 3]]
  for (const [at, [owner, kind, amount, days]] of trips.entries()) {
    const one = { $key: `spending_${spendings.length + 1}`, kind, state: at < 4 ? 'paid' : 'draft', owner, lines: [{ date: `$work-${days + 2}`, item: kind === 'travel' ? '高铁与住宿' : '客户招待', amount: amount.toFixed(2) }] }
    spendings.push(one)
    const all = [managerOf[owner], ...(amount > (kind === 'travel' ? 5000 : 2000) ? ['chen_dong'] : []), 'qian_hui']
    if (at < 4) run('spending_approval', one, { days, before: draft, steps: all.flatMap(decide), then: became(['PT5H', 'paid']) })
    else run('spending_approval', one, { days, open: true, steps: [{ ...approve(all[0]), after: duration(2) }] })
  }

  // Seals for contracts that were signed on paper.
  for (const [at, of] of signed.slice(0, 5).entries()) {
    const one = { $key: `seal_${at + 1}`, about: of.name, contract: `$${of.$key}`, seal: at === 0 ? 'company' : 'contract', copies: 2, state: at < 3 ? 'stamped' : 'draft', owner: of.owner }
    seals.push(one)
    const all = [managerOf[of.owner], 'shi_lan', ...(at === 0 ? ['lin_zong'] : [])].map(approve)
    const stamp = { by: 'shi_lan', do: 'complete', after: duration(1 + 3 * random()) }
    if (at < 3) run('seal_approval', one, { days: Math.max(8, workDays(daysOf(of.sign_date))), before: draft, steps: [...all, stamp] })
    else run('seal_approval', one, { days: at === 3 ? 3 : 2, open: true, steps: (at === 3 ? all.slice(0, 1) : all).map((step) => ({ ...step, after: duration(1 + 2 * random()) })) })
  }
  // What nobody had to decide on is as old as it says, too.
  for (const one of quotes) one.created_at ??= one.date.replace('today', 'now')
  for (const one of contracts) one.created_at ??= `$now-${daysOf(one.sign_date) + 5}`
  for (const one of invoices) one.created_at ??= `$now-${daysOf(one.issued_at)}`
  return runs
}
