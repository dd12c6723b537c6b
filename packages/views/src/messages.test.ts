import { untranslated } from '@mortise/ui'
import { expect, test } from 'vitest'
import { messages as calendar } from './calendar/messages.ts'
import { messages as connections } from './settings/connections/messages.ts'
import { messages as form } from './form/messages.ts'
import { messages as importing } from './import/messages.ts'
import { messages as inbox } from './inbox/messages.ts'
import { messages as insight } from './insight/messages.ts'
import { messages as kanban } from './kanban/messages.ts'
import { messages as list } from './list/messages.ts'
import { messages as panels } from './panels/messages.ts'
import { chartMessages as chart } from './period/chart-messages.ts'
import { messages as period } from './period/messages.ts'
import { messages as record } from './record/messages.ts'
import { messages as settings } from './settings/messages.ts'

test.each(
  Object.entries({
    calendar,
    chart,
    connections,
    form,
    importing,
    inbox,
    insight,
    kanban,
    list,
    panels,
    period,
    record,
    settings,
  }),
)('%s: every message has both languages', (_, messages) => {
  expect(untranslated(messages)).toEqual([])
})
