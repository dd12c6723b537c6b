import { type Json, language } from '@mortise/expressions'
import {
  type ActionContext,
  type Directory,
  type DirectoryUser,
  extensionList,
  type FlowDocument,
} from '@mortise/schema'
import { advance } from '../engine/advance.ts'
import { createInstance, isOpen } from '../engine/state.ts'
import type { Engine } from '../engine/run.ts'
import { builtinNodes } from '../nodes/index.ts'
import type { Advance, FlowCommand, FlowContext, FlowEventRow, FlowInstance, WorkItem } from '../types.ts'

const person = (id: string, managerId: string | null, roles: readonly string[] = []): DirectoryUser => ({
  id,
  name: id,
  departmentId: 'sales',
  managerId,
  roles,
  active: id !== 'gone',
})

const people: readonly DirectoryUser[] = [
  person('sam', 'mia'),
  person('mia', 'bob', ['manager']),
  person('bob', null, ['boss']),
  person('ann', 'bob', ['legal']),
  person('cat', 'bob', ['legal']),
  person('dan', 'bob', ['legal']),
  person('eve', 'bob', ['finance']),
  person('fay', 'bob'),
  person('gone', 'bob', ['ghost']),
  person('root', null, ['admin']),
]

/** A small company: sam works for mia, mia for bob; ann, cat and dan are legal; eve is finance; root administers. */
export const directory: Directory = {
  user: (id) => people.find((user) => user.id === id),
  usersByRole: (role) => people.filter((user) => user.roles.includes(role)),
  usersByDepartment: (id) => people.filter((user) => user.departmentId === id),
  department: (id) => (id === 'sales' ? { id, name: 'Sales', parentId: null, headId: 'bob' } : undefined),
  admins: () => people.filter((user) => user.id === 'root'),
}

const hours: { readonly [duration: string]: number } = { PT1H: 1, PT4H: 4, P1D: 24, P3D: 72 }

function addTime(from: string, duration: string): string {
  return new Date(Date.parse(from) + (hours[duration] ?? 1) * 3_600_000).toISOString()
}

/** A flow under test with a clock of its own. */
export type World = {
  readonly engine: Engine
  readonly empty: FlowInstance
  readonly state: () => FlowInstance
  readonly events: readonly FlowEventRow[]
  readonly last: () => Advance
  readonly ctx: () => FlowContext
  readonly wait: (duration: string) => void
  readonly send: (command: {
    readonly type: FlowCommand['type']
    readonly actor: string
    readonly [key: string]: unknown
  }) => Advance
  /** The open item of a person. */
  readonly item: (user: string) => WorkItem
  readonly act: (
    user: string,
    type: FlowCommand['type'],
    more?: { readonly [key: string]: unknown },
  ) => Advance
  /** People who can act now, in order of their items. */
  readonly active: () => readonly string[]
}

/** Sets up a flow on a record and starts it. */
export function world(
  definition: FlowDocument,
  values: { readonly [field: string]: Json } = {},
  begin = true,
): World {
  let now = '2026-03-02T01:00:00.000Z'
  let ids = 0
  let sent = 0
  const engine: Engine = { definition, nodes: extensionList(builtinNodes) }
  const empty = createInstance(definition, {
    id: 'i1',
    definitionVersion: 'v1',
    recordId: 'r1',
    starter: 'sam',
    now,
  })
  let last: Advance = { instance: empty, effects: [], events: [] }
  const events: FlowEventRow[] = []
  const record = { entity: 'deal', id: 'r1', values, isNew: false }
  const ctx = (): FlowContext => {
    const newId = (): string => `id${(ids += 1)}`
    const action: ActionContext = {
      record,
      user: undefined,
      now,
      timeZone: 'Asia/Shanghai',
      directory,
      evaluate: (expression) => language.evaluate(expression, { row: values, now }),
      fill: (template) => template,
      newId,
      addTime,
      document: () => undefined,
    }
    return {
      now,
      newId,
      record,
      directory,
      timeZone: 'Asia/Shanghai',
      user: () => undefined,
      evaluate: (expression, input) => language.evaluate(expression, input),
      // `write` writes the record itself; everything else calls out.
      runAction: (type, settings, actionCtx) => {
        const given = settings as { readonly [key: string]: Json }
        if (type === 'write')
          return [{ type: 'write_record', op: 'update', entity: 'deal', id: 'r1', values: given }]
        const by = actionCtx.starter ?? null
        return [{ type: 'call_out', connector: 'test', action: type, settings: { ...given, by } }]
      },
      action,
    }
  }
  const send: World['send'] = (command) => {
    sent += 1
    const full = { commandId: `c${sent}`, ...command } as unknown as FlowCommand
    last = advance(engine, last.instance, full, ctx())
    events.push(...last.events)
    return last
  }
  const item = (user: string): WorkItem => {
    const found = last.instance.items.find((one) => one.assignee === user && isOpen(one))
    if (found === undefined) throw new Error(`${user} has nothing to do`)
    return found
  }
  if (begin) send({ type: 'start', actor: 'sam' })
  return {
    engine,
    empty,
    state: () => last.instance,
    events,
    last: () => last,
    ctx,
    wait: (duration) => {
      now = addTime(now, duration)
    },
    send,
    item,
    act: (user, type, more = {}) => send({ type, actor: user, itemId: item(user).id, ...more }),
    active: () =>
      last.instance.items
        .filter((one) => one.state === 'active' && one.kind !== 'read')
        .map((one) => one.assignee),
  }
}
