import type { Client } from 'pg'
import type { Ledger } from './ledger.ts'

/** Things that are not as they must be, as sentences; empty when nothing was lost, doubled or left half done. */
export type Findings = readonly string[]

type Row = { readonly [column: string]: unknown }

const schema = 'ws_main'

/**
 * Checks everything acknowledged so far against the tables, inside one snapshot. `over`: everything has come to its end,
 * imports too.
 */
export async function findBreaches(
  database: Client,
  ledger: Ledger,
  { over }: { readonly over: boolean },
): Promise<Findings> {
  const rows = async (text: string, values: unknown[] = []): Promise<readonly Row[]> =>
    (await database.query<Row>(text.replaceAll('{}', schema), values)).rows
  const found: string[] = []
  for (const check of [lostLeads, effectsOfLeads, quotes, imports, nothingTwice, nothingHalf, noLeftovers])
    found.push(...(await check(rows, ledger, over)))
  return found
}

type Check = (
  rows: (text: string, values?: unknown[]) => Promise<readonly Row[]>,
  ledger: Ledger,
  over: boolean,
) => Promise<Findings>

/** I1: every acknowledged lead is there with its values, and no other. */
const lostLeads: Check = async (rows, ledger) => {
  const debts = ledger.all('lead')
  const stored = await rows(`select * from {}.r_lead where name like 'crash-lead-%'`)
  const byId = new Map(stored.map((row) => [row['id'], row]))
  const wrong = debts.flatMap(({ id, name, values, version }) => {
    const row = byId.get(id)
    if (row === undefined) return [`lost: lead ${name}`]
    if (Number(row['version']) < version)
      return [`lost: lead ${name} is at version ${String(row['version'])}, not ${version}`]
    return Object.entries(values).flatMap(([field, value]) =>
      String(row[field]) === String(value)
        ? []
        : [`lost: lead ${name} has ${field} ${String(row[field])}, not ${String(value)}`],
    )
  })
  if (stored.length !== debts.length)
    wrong.push(`doubled: ${stored.length} leads for ${debts.length} acknowledged`)
  return wrong
}

/** A hot lead has one owner from sales, one task and one notice; a cold one has neither. */
const effectsOfLeads: Check = async (rows) => {
  const wrong = await rows(
    `select l.name, l.score, count(distinct t.id) as tasks, count(distinct n.id) as notices,
       bool_and(t.owner = l.owner) as theirs, bool_and(n.user_id = l.owner) as told,
       (select 'sales' = any(u.roles) from {}."user" as u where u.id = l.owner) as sold
     from {}.r_lead as l
       left join {}.r_task as t on t.lead = l.id and t.source = 'rule'
       left join {}.notification as n on n.record_id = l.id and n.title like '新的热线索%'
     where l.name like 'crash-%'
     group by l.id, l.name, l.score, l.owner`,
  )
  return wrong.flatMap((row) => {
    const wanted = Number(row['score']) >= 60 ? 1 : 0
    const { name, tasks, notices, theirs, told, sold } = row
    if (Number(tasks) !== wanted || Number(notices) !== wanted)
      return [
        `effects: ${String(name)} has ${String(tasks)} tasks and ${String(notices)} notices, not ${wanted}`,
      ]
    const owned = wanted === 0 || (theirs === true && told === true && sold === true)
    return owned ? [] : [`effects: ${String(name)}: task, notice and owner do not agree`]
  })
}

/** Each submitted quote went through its flow once, each approver decided once, its events have no gap. */
const quotes: Check = async (rows, ledger) => {
  const debts = ledger.all('quote')
  const stored = await rows(
    `select q.id, q.state, count(distinct i.id) as runs, min(i.status) as status,
       count(distinct f.id) filter (where f.state = 'approved') as approvals,
       count(distinct f.id) as items,
       (select count(*) from {}.notification as n where n.record_id = q.id and n.title like '%已批准') as told
     from {}.r_quote as q left join {}.flow_instance as i on i.record_id = q.id
       left join {}.flow_item as f on f.instance_id = i.id and f.kind = 'task'
     where q.remark like 'crash-quote-%' group by q.id, q.state`,
  )
  const byId = new Map(stored.map((row) => [row['id'], row]))
  const wrong = debts.flatMap(({ id, approvals }) => {
    const row = byId.get(id)
    if (row === undefined) return [`lost: quote ${id}`]
    const told = JSON.stringify(row)
    if (row['state'] !== 'approved' || row['status'] !== 'approved')
      return [`lost: approval of quote ${told}`]
    const counts = [row['runs'], row['approvals'], row['items'], row['told']].map(Number)
    return counts.join() === [1, approvals, approvals, 1].join() ? [] : [`doubled: approval of quote ${told}`]
  })
  if (stored.length !== debts.length)
    wrong.push(`doubled: ${stored.length} quotes for ${debts.length} acknowledged`)
  const gaps = await rows(
    `select instance_id, min(seq), max(seq), count(*) from {}.flow_event_each group by instance_id
     having min(seq) <> 1 or max(seq) <> count(*)`,
  )
  return [...wrong, ...gaps.map((row) => `gap: events of a flow: ${JSON.stringify(row)}`)]
}

/** Each line of a file made one record, in order up to where the import stands, which is its end when all is over. */
const imports: Check = async (rows, ledger, over) => {
  const found: string[] = []
  for (const { id, mark, lines } of ledger.all('import')) {
    const [row] = await rows(
      `select i.state, i.cursor, (select count(*)::int from {}.r_lead as l where l.name like $2) as records,
         (select count(*)::int from {}.import_line as n where n.import_id = i.id) as lines,
         (select count(distinct n.record_id)::int from {}.import_line as n join {}.r_lead as l on l.id = n.record_id
           where n.import_id = i.id and n.outcome = 'created') as made
       from {}.import as i where i.id = $1`,
      [id, `${mark}-%`],
    )
    if (row === undefined) found.push(`lost: import ${mark}`)
    else if (new Set([row['cursor'], row['records'], row['lines'], row['made']]).size > 1)
      found.push(`half: import ${mark} ${JSON.stringify(row)}`)
    else if (row['state'] !== (over ? 'done' : row['state']) || (over && row['records'] !== lines))
      found.push(`lost: lines of import ${mark} ${JSON.stringify(row)}`)
  }
  return found
}

/** Names, numbers and keys that may be there once. */
const nothingTwice: Check = async (rows) => {
  const twice = [
    [
      'leads by name',
      `select name as what from {}.r_lead where name like 'crash-%' group by name having count(*) > 1`,
    ],
    ['leads by number', `select no as what from {}.r_lead group by no having count(*) > 1`],
    [
      'quotes by mark',
      `select remark as what from {}.r_quote where remark like 'crash-%' group by remark having count(*) > 1`,
    ],
    ['quotes by number', `select no as what from {}.r_quote group by no having count(*) > 1`],
    [
      'tasks',
      `select title as what from {}.r_task where source = 'rule' group by lead, title having count(*) > 1`,
    ],
    [
      'decisions',
      `select json->>'itemId' as what from {}.flow_event_each where json->>'type' = 'item_approved' group by 1 having count(*) > 1`,
    ],
  ] as const
  const found: string[] = []
  for (const [what, text] of twice)
    found.push(...(await rows(text)).map((row) => `doubled: ${what}: ${String(row['what'])}`))
  return found
}

/** I2, I5: record, history and audit tell the same story: one entry of each for every version. */
const nothingHalf: Check = async (rows) => {
  const found: string[] = []
  for (const entity of ['lead', 'quote', 'task']) {
    const half = await rows(
      `select r.id, r.version, h.entries, h.last, a.entries as audited from {}.r_${entity} as r
         left join (select record_id, count(*)::int as entries, max(version) as last from {}.record_history group by 1) as h on h.record_id = r.id
         left join (select record_id, count(*)::int as entries from {}.audit where action in ('record.create', 'record.update') group by 1) as a on a.record_id = r.id
       where h.entries is distinct from r.version or h.last is distinct from r.version or a.entries is distinct from r.version`,
    )
    found.push(...half.map((row) => `half: ${entity} ${JSON.stringify(row)}`))
  }
  const intervals = await rows(
    `select l.id from {}.r_lead as l where (select count(*) from {}.field_interval as i
       where i.record_id = l.id and i.to_at is null) <> 2 limit 10`,
  )
  return [...found, ...intervals.map((row) => `half: open intervals of lead ${String(row['id'])}`)]
}

/** No job failed or is stuck, no request hangs between begun and answered. */
const noLeftovers: Check = async (rows) => {
  const jobs = await rows(
    `select kind, attempts, last_error from {}.job where failed_at is not null or due_at < now() - interval '2 minutes'`,
  )
  const begun = await rows(`select key from {}.idempotency where status is null`)
  return [
    ...jobs.map((row) => `left over: job ${JSON.stringify(row)}`),
    ...begun.map((row) => `left over: request ${String(row['key'])}`),
  ]
}
