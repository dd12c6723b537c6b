import type { RecordValues, Settings } from '@mortise/schema'
import { setting } from '@mortise/schema'
import { type ActionType, defineAction } from '../define.ts'
import { resolvePeople } from '../people.ts'
import { readValue, readValues, textList, textSetting, valueKeys } from '../values.ts'

const defaultFields = { title: 'title', assignee: 'owner', due: 'due', priority: 'priority' }

function fieldKeys(settings: Settings): typeof defaultFields {
  const given = settings['fields']
  return typeof given === 'object' && given !== null ? { ...defaultFields, ...given } : defaultFields
}

function entityOf(settings: Settings): string {
  return textSetting(settings['entity']) ?? 'task'
}

function written(settings: Settings): readonly string[] {
  const fields = fieldKeys(settings)
  const link = textSetting(settings['link'])
  return [...Object.values(fields), ...(link === undefined ? [] : [link]), ...valueKeys(settings['values'])]
}

/**
 * Makes a task for a person about the record. Which entity holds tasks and how its fields are called are settings;
 * `link` is its field that points at the record. `due` is an ISO duration from now, on a calendar when one is named.
 */
export const createTask: ActionType = defineAction({
  type: 'create_task',
  version: 1,
  label: { zh: '创建待办', en: 'Create task' },
  icon: 'list-todo',
  group: 'people',
  phases: ['afterSave', 'async'],
  settings: [
    setting('title', { zh: '标题', en: 'Title' }, { editor: 'template', required: true }),
    setting('assignee', { zh: '负责人', en: 'Assignee' }, { editor: 'people' }),
    setting('due', { zh: '期限', en: 'Due in' }, { editor: 'duration' }),
    setting('calendar', { zh: '工作日历', en: 'Calendar' }, { editor: 'calendar' }),
    setting(
      'priority',
      { zh: '优先级', en: 'Priority' },
      { editor: 'value', of: 'entity', into: 'fields.priority' },
    ),
    setting('entity', { zh: '待办的数据表', en: 'Entity of tasks' }, { editor: 'entity', default: 'task' }),
    setting(
      'link',
      { zh: '指向本记录的字段', en: 'Field that points here' },
      { editor: 'field', of: 'entity' },
    ),
    setting(
      'fields',
      { zh: '字段对应', en: 'Field keys' },
      { type: 'longtext', editor: 'field_map', of: 'entity', default: defaultFields },
    ),
    setting(
      'values',
      { zh: '其他字段', en: 'Further fields' },
      { type: 'longtext', editor: 'values', of: 'entity' },
    ),
  ],
  describe: (settings) => {
    const title = textSetting(settings['title']) ?? ''
    const due = textSetting(settings['due'])
    return {
      zh: `创建待办“${title}”${due === undefined ? '' : `，期限 ${due}`}`,
      en: `Create task "${title}"${due === undefined ? '' : `, due in ${due}`}`,
    }
  },
  writes: (settings) => [{ entity: entityOf(settings), fields: written(settings), op: 'create' }],
  run: (settings, ctx) => {
    const fields = fieldKeys(settings)
    const people = resolvePeople(textList(settings['assignee'] ?? '$record.owner'), ctx)
    const due = textSetting(settings['due'])
    const link = textSetting(settings['link'])
    const values: RecordValues = {
      [fields.title]: readValue(settings['title'], ctx),
      [fields.assignee]: people[0] ?? ctx.user?.id ?? null,
      ...(due === undefined
        ? {}
        : { [fields.due]: ctx.addTime(ctx.now, due, textSetting(settings['calendar'])) }),
      ...(settings['priority'] === undefined
        ? {}
        : { [fields.priority]: readValue(settings['priority'], ctx) }),
      ...(link === undefined ? {} : { [link]: ctx.record.id }),
      ...readValues(settings['values'], ctx),
    }
    return [{ type: 'write_record', op: 'create', entity: entityOf(settings), values }]
  },
})
