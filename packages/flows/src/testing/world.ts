import { type Json, language, type LinkedRow } from '@mortise/expressions'
import {
  type ActionContext,
  type Directory,
  type DirectoryUser,
  type Effect,
  extensionList,
  type FlowDocument,
} from '@mortise/schema'
import { advance } from '../engine/advance.ts'
import { errors as flowErrors } from '../errors.ts'
import { createInstance, isOpen, type NewInstance } from '../engine/state.ts'
import type { Engine } from '../engine/run.ts'
import { builtinNodes } from '../nodes/index.ts'
import type {
  Advance,
  FlowCommand,
  FlowContext,
  FlowEventRow,
  FlowInstance,
  InstanceStatus,
  WorkItem,
} from '../types.ts'

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

const unitHours: { readonly [unit: string]: number } = { M: 1 / 60, H: 1, D: 24 }

/** Plain time: days, hours or minutes of a duration with one part. */
function addTime(from: string, duration: string): string {
  const [, count = '1', unit = 'H'] = /^PT?(\d+)([DHM])$/.exec(duration) ?? []
  return new Date(Date.parse(from) + Number(count) * (unitHours[unit] ?? 1) * 3_600_000).toISOString()
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
  /** Has the first that waits for a message or signal hear it. */
  readonly tell: (name: string, data?: Json) => Advance
  /** Lets the next alarm ring, at its time. */
  readonly ring: () => Advance
  /** A run that was started here ends. */
  readonly childEnds: (
    index: number,
    status?: InstanceStatus,
    variables?: { readonly [key: string]: Json },
  ) => Advance
  /** The record is changed from outside. */
  readonly change: (values: { readonly [field: string]: Json }) => Advance
  /** Effects of a type, of all commands so far. */
  readonly effects: <T extends Effect['type']>(type: T) => readonly Extract<Effect, { type: T }>[]
}

/** Sets up a flow on a record and starts it. */
export function world(
  definition: FlowDocument,
  begun: { readonly [field: string]: Json } = {},
  begin = true,
  made: Partial<NewInstance> = {},
  around: Pick<FlowContext, 'agentsOf'> = {},
): World {
  let values = begun
  const effects: Effect[] = []
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
    ...made,
  })
  let last: Advance = { instance: empty, effects: [], events: [], deeds: new Map() }
  const events: FlowEventRow[] = []
  const ctx = (): FlowContext => {
    const rows = Object.fromEntries(
      Object.entries(values).flatMap(([key, list]) =>
        key === 'lines' && Array.isArray(list) ? [[key, list.map((row) => ({ row }) as LinkedRow)]] : [],
      ),
    )
    const record = { entity: 'deal', id: 'r1', values, isNew: false, rows }
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
      ...around,
      now,
      newId,
      record,
      directory,
      timeZone: 'Asia/Shanghai',
      user: () => undefined,
      evaluate: (expression, input) => language.evaluate(expression, input),
      // `write` writes the record itself; everything else calls out.
      decide: (table, evaluate) => ({
        grade: evaluate({ '>': [{ var: 'amount' }, 5] }, {}) === true ? 'A' : table,
      }),
      runAction: (type, settings, actionCtx) => {
        const given = settings as { readonly [key: string]: Json }
        if (type === 'fail') throw flowErrors.FLOW_PERSON_UNFIT({ person: 'x' })
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
    effects.push(...last.effects)
    return last
  }
  const item = (user: string): WorkItem => {
    const found = last.instance.items.find((one) => one.assignee === user && isOpen(one))
    if (found === undefined) throw new Error(`${user} has nothing to do`)
    return found
  }
  const system = { actor: 'system' } as const
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
    tell: (name, data = null) => {
      const key = last.instance.subscriptions?.find((one) => one.name === name)?.key
      if (key === undefined) throw new Error(`nothing waits for ${name}`)
      return send({ type: 'messageArrived', ...system, key, data })
    },
    ring: () => {
      const [timer] = [...last.instance.timers].sort((a, b) => (a.at < b.at ? -1 : 1))
      if (timer === undefined) throw new Error('no alarm is set')
      if (timer.at > now) now = timer.at
      return send({ type: 'timerDue', ...system, key: timer.key })
    },
    childEnds: (index, status = 'approved', variables = {}) => {
      const child = last.instance.children?.find((one) => one.index === index && one.status === 'running')
      if (child === undefined) throw new Error(`no run ${index}`)
      return send({ type: 'childEnded', ...system, key: child.key, status, variables })
    },
    change: (more) => {
      values = { ...values, ...more }
      return send({ type: 'recordChanged', ...system })
    },
    effects: <T extends Effect['type']>(type: T) =>
      effects.filter((one): one is Extract<Effect, { type: T }> => one.type === type),
    active: () =>
      last.instance.items
        .filter((one) => one.state === 'active' && one.kind !== 'read')
        .map((one) => one.assignee),
  }
}
