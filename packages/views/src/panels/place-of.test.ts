import { describe, expect, it } from 'vitest'
import { favouriteOf, recordOf } from './place-of.ts'

describe('what an address shows', () => {
  it('tells a record on its page from one beside a list', () => {
    expect(recordOf('/r/lead/42')).toEqual({ entity: 'lead', id: '42' })
    expect(recordOf('/r/lead?view=mine&open=42')).toEqual({ entity: 'lead', id: '42' })
    expect(recordOf('/r/lead/new')).toBeUndefined()
    expect(recordOf('/r/lead')).toBeUndefined()
    expect(recordOf('/reports/won')).toBeUndefined()
  })

  it('says what a star would mark', () => {
    expect(favouriteOf('/r/lead?view=board')).toEqual({ kind: 'view', entity: 'lead', view: 'board' })
    expect(favouriteOf('/r/lead?open=7')).toEqual({ kind: 'record', entity: 'lead', recordId: '7' })
    expect(favouriteOf('/reports/won')).toEqual({ kind: 'report', report: 'won' })
    expect(favouriteOf('/dashboards/sales')).toEqual({ kind: 'dashboard', dashboard: 'sales' })
    expect(favouriteOf('/r/lead/new')).toBeUndefined()
    expect(favouriteOf('/')).toBeUndefined()
    expect(favouriteOf('/design/form/lead.edit')).toBeUndefined()
  })
})
