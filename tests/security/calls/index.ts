import type { Calls } from './call.ts'
import { designCalls } from './design.ts'
import { flowsCalls } from './flows.ts'
import { importsCalls } from './imports.ts'
import { papersCalls } from './papers.ts'
import { peopleCalls } from './people.ts'
import { publicCalls } from './public.ts'
import { recordPageCalls } from './record-page.ts'
import { recordSetsCalls } from './record-sets.ts'
import { recordsCalls } from './records.ts'
import { reportDeliveryCalls } from './report-delivery.ts'
import { reportsCalls } from './reports.ts'
import { serverCalls } from './server.ts'
import { sessionCalls } from './session.ts'

const parts: readonly Calls[] = [
  designCalls,
  flowsCalls,
  importsCalls,
  papersCalls,
  peopleCalls,
  publicCalls,
  recordPageCalls,
  recordSetsCalls,
  recordsCalls,
  reportDeliveryCalls,
  reportsCalls,
  serverCalls,
  sessionCalls,
]

/** The lists as one; a route told twice would hide one of its tellings, so it is refused. */
function together(): Calls {
  const all = parts.flatMap((part) => Object.entries(part))
  const calls: Calls = Object.fromEntries(all)
  const twice = all.filter(([route, make]) => calls[route] !== make).map(([route]) => route)
  if (twice.length > 0) throw new Error(`told twice: ${twice.join(', ')}`)
  return calls
}

/**
 * How each route of the live table is called. A route that is in no list fails the crawl: say how it is called, with
 * what reaches for hidden things, in the list of its resource.
 */
export const calls: Calls = together()
