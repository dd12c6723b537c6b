import type { WireRecord } from '@mortise/client'
import type { SlaDocument } from '@mortise/schema'
import { expect, test } from 'vitest'
import { lengthParts, promiseStanding } from './standing.ts'

const sla: SlaDocument = {
  key: 'first',
  label: '首次响应',
  start: true,
  stop: false,
  targets: [{ within: 'PT4H' }],
  dueField: 'due',
  stateField: 'state',
  values: { green: 'ok', met: 'in_time' },
}
const now = Date.parse('2026-03-02T01:00:00.000Z')
const record = (values: object): WireRecord => ({ id: '1', version: 1, ...values }) as unknown as WireRecord

test('time runs until the due moment, and is over after it, whatever the field still says', () => {
  const ok = record({ due: '2026-03-02T03:30:00.000Z', state: 'ok' })
  expect(promiseStanding(sla, ok, now)).toEqual({ state: 'green', leftMs: 9_000_000 })
  const yellow = record({ due: '2026-03-02T03:30:00.000Z', state: 'yellow' })
  expect(promiseStanding(sla, yellow, now)?.state).toBe('yellow')
  const late = record({ due: '2026-03-02T00:00:00.000Z', state: 'ok' })
  expect(promiseStanding(sla, late, now)).toEqual({ state: 'overdue', leftMs: -3_600_000 })
})

test('what was kept or stopped has no time left to tell; what was never promised stays silent', () => {
  const kept = record({ due: '2026-03-01T00:00:00.000Z', state: 'in_time' })
  expect(promiseStanding(sla, kept, now)).toEqual({ state: 'met', leftMs: null })
  expect(promiseStanding(sla, record({ due: null, state: null }), now)).toBeUndefined()
})

test('lengths in days, hours and minutes', () => {
  expect(lengthParts(-(86_400_000 + 7_260_000))).toEqual({ days: 1, hours: 2, minutes: 1 })
})
