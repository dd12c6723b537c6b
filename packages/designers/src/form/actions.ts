import type { Localized } from '@mortise/errors'
import type { KeyMap } from '../kit/keyboard.ts'
import type { FormEditor, Place } from './editor-types.ts'
import { beside, parentOf } from './selection.ts'
import { isColumn, tableAt } from './subtable.ts'
import { nodeAt } from './tree.ts'

/** Something that can be done on the canvas. Whether it can be done now and doing it come from the same place. */
export type FormAction = {
  readonly id: string
  readonly label: Localized
  readonly group: 'select' | 'move' | 'edit' | 'go'
  /** Names as `keyName` gives them. */
  readonly keys: readonly string[]
  /** What it would do now; undefined where it does nothing. */
  readonly plan: (editor: FormEditor) => (() => void) | undefined
}

const words = (zh: string, en: string): Localized => ({ zh, en })

/** Done with the element at hand. */
const withMain =
  (run: (editor: FormEditor, pointer: string) => void) =>
  (editor: FormEditor): (() => void) | undefined => {
    const { selected } = editor
    return selected === undefined ? undefined : () => run(editor, selected)
  }

/** Done with all that is selected. */
const withAll =
  (run: (editor: FormEditor, pointers: readonly string[]) => void) =>
  (editor: FormEditor): (() => void) | undefined =>
    editor.selection.length === 0 ? undefined : () => run(editor, editor.selection)

const whileLifted =
  (run: (editor: FormEditor, pointer: string) => void) =>
  (editor: FormEditor): (() => void) | undefined => {
    const { lifted } = editor
    return lifted === undefined ? undefined : () => run(editor, lifted)
  }

const free =
  (plan: FormAction['plan']): FormAction['plan'] =>
  (editor) =>
    editor.lifted === undefined ? plan(editor) : undefined

const nothing = (): undefined => undefined

const goTo =
  (place: Place): FormAction['plan'] =>
  (editor) =>
  () =>
    editor.lead(place)

/** Something that can be done one place further and one place back: an action each. */
function bothWays(
  group: FormAction['group'],
  plan: (by: 1 | -1) => FormAction['plan'],
  [further, back]: readonly [Way, Way],
): readonly FormAction[] {
  return [
    { ...further, group, plan: plan(1) },
    { ...back, group, plan: plan(-1) },
  ]
}

type Way = Pick<FormAction, 'id' | 'label' | 'keys'>

function hasParts(editor: FormEditor, pointer: string): boolean {
  const node = nodeAt(editor.draft.present.form, pointer)
  return node !== undefined && ('tabs' in node || 'steps' in node)
}

/** The tabs or steps that an element is, or stands in. */
function partsAround(editor: FormEditor): string | undefined {
  let at = editor.selected
  while (at !== undefined && !hasParts(editor, at)) at = parentOf(editor.draft.present, at)
  return at
}

const openPart =
  (by: 1 | -1) =>
  (editor: FormEditor): (() => void) | undefined => {
    const at = partsAround(editor)
    return at === undefined ? undefined : () => editor.setOpenPart(at, editor.openPart(at) + by)
  }

function goUp(editor: FormEditor, pointer: string): void {
  editor.select(parentOf(editor.draft.present, pointer))
}

/** Everything that can be done on the canvas. One entry each; of several on one key the first that can is done. */
export const formActions: readonly FormAction[] = [
  {
    id: 'drop',
    label: words('放下', 'Drop'),
    group: 'move',
    keys: ['Space', 'Enter'],
    plan: whileLifted((editor) => editor.putDown()),
  },
  {
    id: 'lift',
    label: words('拿起，再用方向键移动', 'Lift, then move by arrows'),
    group: 'move',
    keys: ['Space'],
    plan: withMain((editor, pointer) => editor.lift(pointer)),
  },
  {
    id: 'call-off',
    label: words('取消移动', 'Call a move off'),
    group: 'move',
    keys: ['Escape'],
    plan: whileLifted((editor) => editor.callOff()),
  },
  ...bothWays('move', (by) => whileLifted((editor, pointer) => editor.step(pointer, by)), [
    {
      id: 'lifted-down',
      label: words('拿起后：往后移', 'While lifted: further down'),
      keys: ['ArrowDown', 'ArrowRight'],
    },
    {
      id: 'lifted-up',
      label: words('拿起后：往前移', 'While lifted: further up'),
      keys: ['ArrowUp', 'ArrowLeft'],
    },
  ]),
  ...bothWays('move', (by) => whileLifted((editor, pointer) => editor.toPart(pointer, by)), [
    {
      id: 'lifted-next-part',
      label: words('拿起后：移到下一个标签或步骤', 'While lifted: into the next tab or step'),
      keys: [']', 'Tab'],
    },
    {
      id: 'lifted-previous-part',
      label: words('拿起后：移到上一个标签或步骤', 'While lifted: into the tab or step before'),
      keys: ['[', 'Shift+Tab'],
    },
  ]),
  ...bothWays('move', (by) => withMain((editor, pointer) => editor.step(pointer, by)), [
    { id: 'move-down', label: words('往后移一格', 'Move one further'), keys: ['Alt+ArrowDown'] },
    { id: 'move-up', label: words('往前移一格', 'Move one back'), keys: ['Alt+ArrowUp'] },
  ]),
  ...bothWays('move', (by) => withMain((editor, pointer) => editor.beside(pointer, by)), [
    { id: 'beside-next', label: words('和后一个并排', 'Beside the next'), keys: ['Alt+ArrowRight'] },
    { id: 'beside-previous', label: words('和前一个并排', 'Beside the one before'), keys: ['Alt+ArrowLeft'] },
  ]),
  ...bothWays('select', (by) => free((editor) => () => editor.walk(by, 'range')), [
    { id: 'extend-down', label: words('往后多选一个', 'Select one more'), keys: ['Shift+ArrowDown'] },
    { id: 'extend-up', label: words('往前多选一个', 'Select one more before'), keys: ['Shift+ArrowUp'] },
  ]),
  ...bothWays('select', (by) => (editor) => () => editor.walk(by), [
    { id: 'select-next', label: words('选中下一个', 'Select the next'), keys: ['ArrowDown', 'ArrowRight'] },
    {
      id: 'select-previous',
      label: words('选中上一个', 'Select the one before'),
      keys: ['ArrowUp', 'ArrowLeft'],
    },
  ]),
  {
    id: 'select-parent',
    label: words('选中外面一层', 'Select what it stands in'),
    group: 'select',
    keys: ['Escape'],
    plan: withMain(goUp),
  },
  {
    id: 'select-all',
    label: words('选中同一层的全部', 'Select all beside it'),
    group: 'select',
    keys: ['Ctrl+A'],
    plan: free((editor) => () => editor.selectAll(beside(editor.draft.present, editor.selected))),
  },
  ...bothWays('select', (by) => free(openPart(by)), [
    { id: 'next-part', label: words('打开下一个标签或步骤', 'Open the next tab or step'), keys: [']'] },
    { id: 'previous-part', label: words('打开上一个标签或步骤', 'Open the tab or step before'), keys: ['['] },
  ]),
  ...bothWays('edit', (by) => withAll((editor, pointers) => editor.resize(pointers, by)), [
    { id: 'wider', label: words('加宽', 'Wider'), keys: ['Shift+ArrowRight'] },
    { id: 'narrower', label: words('变窄', 'Narrower'), keys: ['Shift+ArrowLeft'] },
  ]),
  {
    id: 'duplicate',
    label: words('复制一份', 'Duplicate'),
    group: 'edit',
    keys: ['Ctrl+D'],
    plan: free(withAll((editor, pointers) => editor.duplicate(pointers))),
  },
  {
    id: 'copy',
    label: words('复制，可粘贴到别的表单', 'Copy, for other forms too'),
    group: 'edit',
    keys: ['Ctrl+C'],
    plan: free(withAll((editor, pointers) => editor.copy(pointers))),
  },
  {
    id: 'cut',
    label: words('剪切', 'Cut'),
    group: 'edit',
    keys: ['Ctrl+X'],
    plan: free(withAll((editor, pointers) => editor.cut(pointers))),
  },
  {
    id: 'paste',
    label: words('粘贴', 'Paste'),
    group: 'edit',
    keys: ['Ctrl+V'],
    plan: free((editor) => () => editor.paste()),
  },
  {
    id: 'remove',
    label: words('移除', 'Remove'),
    group: 'edit',
    keys: ['Delete', 'Backspace'],
    plan: free(withAll((editor, pointers) => editor.remove(pointers))),
  },
  {
    id: 'undo',
    label: words('撤销', 'Undo'),
    group: 'edit',
    keys: ['Ctrl+Z'],
    plan: free(({ draft }) => (draft.canUndo ? draft.undo : undefined)),
  },
  {
    id: 'redo',
    label: words('重做', 'Redo'),
    group: 'edit',
    keys: ['Ctrl+Y', 'Ctrl+Shift+Z'],
    plan: free(({ draft }) => (draft.canRedo ? draft.redo : undefined)),
  },
  {
    id: 'rename',
    label: words('改名称', 'Change the name'),
    group: 'edit',
    keys: ['F2'],
    plan: free(withMain((editor) => editor.lead('name'))),
  },
  {
    id: 'add-column',
    label: words('给明细表加一列', 'Add a column to a sub-table'),
    group: 'edit',
    keys: ['Insert', '+', 'Shift++', '='],
    plan: free((editor) => {
      const pointer = editor.selected ?? ''
      const at = isColumn(pointer) ? parentOf(editor.draft.present, pointer) : pointer
      const inTable = tableAt(editor.draft.present, at) !== undefined
      return inTable ? () => editor.add({ add: 'field', type: 'text' }) : undefined
    }),
  },
  {
    id: 'settings',
    label: words('打开设置', 'Open its settings'),
    group: 'go',
    keys: ['Enter'],
    plan: free(withMain((editor) => editor.lead('panel'))),
  },
  {
    id: 'palette',
    label: words('找字段来添加', 'Find a field to add'),
    group: 'go',
    keys: ['/'],
    plan: free(goTo('palette')),
  },
  { id: 'outline', label: words('大纲', 'Outline'), group: 'go', keys: ['O'], plan: free(goTo('outline')) },
  { id: 'rules', label: words('全部规则', 'All rules'), group: 'go', keys: ['R'], plan: free(goTo('rules')) },
  { id: 'preview', label: words('预览', 'Preview'), group: 'go', keys: ['V'], plan: free(goTo('preview')) },
  { id: 'json', label: words('JSON', 'JSON'), group: 'go', keys: ['J'], plan: free(goTo('json')) },
  // The frame of all designers sees to these two, wherever the focus is.
  { id: 'save', label: words('保存草稿', 'Save the draft'), group: 'go', keys: ['Ctrl+S'], plan: nothing },
  {
    id: 'regions',
    label: words('到组件栏、画布、设置栏', 'To the parts, the form, the settings'),
    group: 'go',
    keys: ['F6'],
    plan: nothing,
  },
  {
    id: 'keys',
    label: words('键盘操作一览', 'All keys'),
    group: 'go',
    keys: ['?', 'Shift+?'],
    plan: free(goTo('keys')),
  },
]

/** What each key does now. */
export function keyMapOf(editor: FormEditor): KeyMap {
  const map: { [key: string]: () => void } = {}
  for (const { keys, plan } of formActions)
    for (const key of keys) {
      if (map[key] !== undefined) continue
      const run = plan(editor)
      if (run !== undefined) map[key] = run
    }
  return map
}
