import { extensionList, type ExtensionList } from '@mortise/schema'
import { calendarView } from '../calendar/view-type.ts'
import { galleryView } from '../gallery/view-type.ts'
import { ganttView } from '../gantt/view-type.ts'
import { kanbanView } from '../kanban/view-type.ts'
import { tableView } from '../list/view-type.ts'
import { timelineView } from '../timeline/view-type.ts'
import type { ViewType } from './types.ts'

/** Every way of looking at records, in the order they are offered. One line each. */
export const viewTypes: ExtensionList<ViewType> = extensionList<ViewType>([
  tableView,
  kanbanView,
  calendarView,
  galleryView,
  timelineView,
  ganttView,
])
