import { describe, expect, it } from 'vitest'
import type { FormProgram, FormState } from './index.ts'
import { bothWays, madeForm } from './testing/both-ways.ts'

// In full (`FORM_RECORDS=10000`) this takes half an hour; a part of it says as much for every day.
const records = Number(process.env['FORM_RECORDS'] ?? 30)

/** Whether the form asks for a field that a person can't get at, though nobody insists on it. */
function asksInVain(program: FormProgram, state: FormState, path: string): boolean {
  const [first = '', row, key] = path.split('/')
  const table = key === undefined ? '' : first
  if (program.tables.get(table)?.fields.get(key ?? first)?.forced === true) return false
  const outer = state.fields[first]
  const field = key === undefined ? outer : state.tables[first]?.[Number(row)]?.fields[key]
  return [outer, field].some((one) => one?.visible !== true || one.readOnly)
}

describe('a record filled in by a person', () => {
  for (let form = 1; form <= 30; form += 1) {
    it(`comes out the same on the server, whatever the form (${form})`, { timeout: 3_600_000 }, () => {
      const made = madeForm(form)
      expect(made.program.problems).toEqual([])
      for (let record = 1; record <= records; record += 1) {
        const { browser, server, state } = bothWays(made, form * 1_000_003 + record)
        const named = `form ${form}, record ${record}`
        if (JSON.stringify(server) !== JSON.stringify(browser)) expect(server, named).toEqual(browser)
        const asked = server.errors.filter(({ code }) => code === 'FORM_REQUIRED').map(({ path }) => path)
        expect(
          asked.filter((path) => asksInVain(made.program, state, path)),
          named,
        ).toEqual([])
      }
    })
  }
})
