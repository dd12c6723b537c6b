import type { Json } from '@mortise/expressions'
import type { EntityDocument, FieldDocument, SlaDocument } from '@mortise/schema'
import { freshId } from '../kit/keys.ts'
import { panelSetting } from '../kit/panel-setting.ts'

const condition = (
  key: string,
  zh: string,
  en: string,
  help?: { readonly zh: string; readonly en: string },
): FieldDocument =>
  panelSetting(key, { zh, en }, { editor: 'condition', ...(help === undefined ? {} : { help }) })

const targets = panelSetting(
  'targets',
  { zh: '时限', en: 'Time allowed' },
  {
    editor: 'rows',
    help: { zh: '从上到下，第一条满足的生效', en: 'The first that holds is what is promised' },
    settings: {
      start: { within: 'PT4H' },
      items: [
        condition('when', '什么情况', 'When', { zh: '不设则都适用', en: 'Left out: always' }),
        panelSetting('within', { zh: '多长时间内', en: 'Within' }, { editor: 'duration', required: true }),
      ] as unknown as Json,
    },
  },
)

const shares = (key: string, zh: string, en: string): FieldDocument =>
  panelSetting(key, { zh, en }, { editor: 'share' })

/** Promises of service about an entity's records: when time runs, how much there is, and where it is shown. */
export const entityPromises: readonly FieldDocument[] = [
  panelSetting(
    'slas',
    { zh: '服务时限', en: 'Promises of service' },
    {
      editor: 'rows',
      settings: {
        keyed: 'sla',
        start: { label: { zh: '首次响应', en: 'First response' }, start: true, stop: false, targets: [] },
        items: [
          panelSetting('label', { zh: '名称', en: 'Name' }, { editor: 'label', required: true }),
          panelSetting(
            'start',
            { zh: '什么时候开始计时', en: 'Time begins when' },
            { editor: 'condition', required: true, settings: { always: true } },
          ),
          panelSetting(
            'stop',
            { zh: '什么时候算完成', en: 'Kept when' },
            { editor: 'condition', required: true },
          ),
          condition('pause', '什么时候暂停计时', 'Time stands still while', {
            zh: '如 等客户回复',
            en: 'Such as waiting for the customer',
          }),
          condition('cancel', '什么时候取消', 'Called off when'),
          targets,
          panelSetting(
            'calendar',
            { zh: '按哪个日历计时', en: 'By which calendar' },
            { editor: 'calendar', help: { zh: '不选则 7×24 计时', en: 'Left out: around the clock' } },
          ),
          shares('yellow', '用掉多少变黄', 'Yellow at'),
          shares('red', '用掉多少变红', 'Red at'),
          panelSetting(
            'escalateEvery',
            { zh: '超时后每隔多久升一级', en: 'After it is due, a step higher every' },
            { editor: 'duration' },
          ),
          panelSetting('dueField', { zh: '到期时间写到', en: 'Due moment kept in' }, { editor: 'field' }),
          panelSetting('stateField', { zh: '状态写到', en: 'State kept in' }, { editor: 'field' }),
          panelSetting('stepField', { zh: '升级级别写到', en: 'Step kept in' }, { editor: 'field' }),
        ] as unknown as Json,
      },
    },
  ),
]

const states: readonly (readonly [value: string, zh: string, en: string, color: string])[] = [
  ['green', '正常', 'In time', 'green'],
  ['yellow', '快到期', 'Due soon', 'yellow'],
  ['red', '即将超时', 'Nearly over', 'orange'],
  ['overdue', '已超时', 'Over', 'red'],
  ['paused', '暂停', 'Paused', 'grey'],
  ['met', '按时完成', 'Kept', 'teal'],
  ['missed', '超时完成', 'Kept late', 'pink'],
  ['canceled', '已取消', 'Called off', 'grey'],
]

/** The entity with one promise more, and with the fields of its own that show it. */
export function withPromise(entity: EntityDocument): EntityDocument {
  const slas = entity.slas ?? []
  const taken = new Set([...slas.map(({ key }) => key), ...entity.fields.map(({ key }) => key)])
  const free = (base: string): string =>
    [base, ...Array.from({ length: 99 }, (_, at) => `${base}_${at + 2}`)].find((one) => !taken.has(one)) ??
    base
  const key = free('sla')
  const field = (
    part: string,
    type: string,
    more: Pick<FieldDocument, 'label'> & Partial<FieldDocument>,
  ): FieldDocument => ({ id: freshId('f'), key: free(`${key}_${part}`), type, ...more })
  const due = field('due', 'datetime', { label: { zh: '响应期限', en: 'Response due' } })
  const state = field('state', 'select', {
    label: { zh: '时限状态', en: 'Promise' },
    settings: { options: states.map(([value, zh, en, color]) => ({ value, label: { zh, en }, color })) },
  })
  const step = field('step', 'integer', { label: { zh: '升级级别', en: 'Escalation step' } })
  const sla: SlaDocument = {
    key,
    label: { zh: '首次响应', en: 'First response' },
    start: true,
    stop: false,
    targets: [{ within: 'PT4H' }],
    dueField: due.key,
    stateField: state.key,
    stepField: step.key,
  }
  return { ...entity, fields: [...entity.fields, due, state, step], slas: [...slas, sla] }
}
