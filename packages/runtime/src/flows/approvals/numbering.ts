import type { FlowDocument } from '@mortise/schema'
import type { Unit } from '../../context/unit.ts'

const lengths = { never: 0, year: 4, month: 7, day: 10 } as const

/** The day it is where the workspace is, as `2026-03-02`. */
function today(unit: Unit): string {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: unit.timeZone }).format(new Date(unit.now))
  return parts.slice(0, 10)
}

/** The number of a new run, such as `HT-202603-0007`; undefined where its flow counts none. */
export async function numberFor(unit: Unit, definition: FlowDocument): Promise<string | undefined> {
  const { numbering } = definition
  if (numbering === undefined) return undefined
  const { prefix = '', digits = 4, reset = 'never' } = numbering
  const period = today(unit).slice(0, lengths[reset]).replaceAll('-', '')
  const next = await unit.tx.flows.nextNumber(definition.key, period)
  const head = period === '' ? prefix : `${prefix}${period}-`
  return `${head}${String(next).padStart(digits, '0')}`
}
