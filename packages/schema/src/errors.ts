import { type ErrorDetail, type ErrorTable, defineErrors } from '@mortise/errors'

const unknownName = (
  zh: string,
  en: string,
): { readonly kind: 'user'; readonly zh: string; readonly en: string } => ({
  kind: 'user',
  zh: `${zh}“{name}”不存在。{hintZh}`,
  en: `there is no ${en} {name}; {hintEn}`,
})

type Code =
  | 'FILE_NOT_JSON'
  | 'FILE_NOT_OBJECT'
  | 'FILE_KEY_TWICE'
  | 'FILE_KEY_FORBIDDEN'
  | 'FILE_UNKNOWN'
  | 'FILE_NAME_WRONG'
  | 'FILE_APP_MISSING'
  | 'SCHEMA_UNKNOWN_KEY'
  | 'SCHEMA_REQUIRED'
  | 'SCHEMA_TYPE'
  | 'SCHEMA_ENUM'
  | 'SCHEMA_PATTERN'
  | 'SCHEMA_LENGTH'
  | 'SCHEMA_RANGE'
  | 'SCHEMA_ITEMS'
  | 'SCHEMA_FORMAT'
  | 'SCHEMA_OTHER'
  | 'MODEL_DUPLICATE'
  | 'MODEL_ID_TWICE'
  | 'MODEL_KEY_RESERVED'
  | 'MODEL_KEY_INVALID'
  | 'MODEL_CYCLE'
  | 'MODEL_REFERENCE'
  | 'MODEL_FIELD_UNKNOWN'
  | 'MODEL_PATH_BROKEN'
  | 'MODEL_FIELD_KIND'
  | 'MODEL_OPTION_UNKNOWN'
  | 'MODEL_OPTION_TWICE'
  | 'MODEL_EXPRESSION'
  | 'MODEL_SLOT_MISSING'
  | 'MODEL_EDGE_NODE'
  | 'MODEL_PARENT_FIELD'

/** Everything that can be wrong with documents. */
export const errors: ErrorTable<Code> = defineErrors<Code>({
  FILE_NOT_JSON: {
    kind: 'user',
    zh: '第 {line} 行第 {column} 列不是正确的 JSON，请检查逗号、引号和括号。',
    en: 'not JSON at line {line}, column {column}; check commas, quotes and brackets',
  },
  FILE_NOT_OBJECT: {
    kind: 'user',
    zh: '文件内容必须是一个对象，用 { 开头、} 结尾。',
    en: 'the file must hold one object, from { to }',
  },
  FILE_KEY_TWICE: {
    kind: 'user',
    zh: '“{name}”在同一个对象里写了两次，请删去一个。',
    en: '{name} stands twice in one object; remove one',
  },
  FILE_KEY_FORBIDDEN: {
    kind: 'user',
    zh: '不能使用“{name}”作为名称，请换一个。',
    en: '{name} can not be used as a name; choose another',
  },
  FILE_UNKNOWN: {
    kind: 'user',
    zh: '不认识这个文件。{hintZh}',
    en: 'this file does not belong to an app; {hintEn}',
  },
  FILE_NAME_WRONG: {
    kind: 'user',
    zh: '文件里的内容应当放在“{expected}”，请改文件名或改 key。',
    en: 'what this file says belongs into {expected}; rename the file or change the key',
  },
  FILE_APP_MISSING: {
    kind: 'user',
    zh: '缺少 app.json，请在应用文件夹的最上层添加它。',
    en: 'app.json is missing; add it at the top of the folder',
  },
  SCHEMA_UNKNOWN_KEY: {
    kind: 'user',
    zh: '这里不能写“{name}”。{hintZh}',
    en: '{name} is not known here; {hintEn}',
  },
  SCHEMA_REQUIRED: { kind: 'user', zh: '缺少“{name}”，请补上。', en: '{name} is missing; add it' },
  SCHEMA_TYPE: { kind: 'user', zh: '这里应当是{typeZh}。', en: 'this must be {typeEn}' },
  SCHEMA_ENUM: {
    kind: 'user',
    zh: '“{name}”不是可选的值。{hintZh}',
    en: '{name} is not one of the choices; {hintEn}',
  },
  SCHEMA_PATTERN: {
    kind: 'user',
    zh: '“{name}”的写法不对：{ruleZh}。',
    en: '{name} is written wrongly: {ruleEn}',
  },
  SCHEMA_LENGTH: { kind: 'user', zh: '文字长度应当{ruleZh}。', en: 'the text must have {ruleEn}' },
  SCHEMA_RANGE: { kind: 'user', zh: '数值应当{ruleZh}。', en: 'the number must be {ruleEn}' },
  SCHEMA_ITEMS: { kind: 'user', zh: '个数应当{ruleZh}。', en: 'there must be {ruleEn}' },
  SCHEMA_FORMAT: {
    kind: 'user',
    zh: '“{name}”不是正确的{format}格式。',
    en: '{name} is not a valid {format}',
  },
  SCHEMA_OTHER: { kind: 'user', zh: '不符合要求：{rule}。', en: 'not allowed here: {rule}' },
  MODEL_DUPLICATE: {
    kind: 'user',
    zh: '“{name}”已经用过了，每个{whatZh}的标识不能相同。',
    en: '{name} is used already; each {whatEn} needs a key of its own',
  },
  MODEL_ID_TWICE: {
    kind: 'user',
    zh: '“{name}”与“{other}”的 id 相同；复制的元素要有自己的 id，否则改名会认错。',
    en: '{name} has the same id as {other}; a copy needs an id of its own, or renames are mistaken',
  },
  MODEL_KEY_RESERVED: {
    kind: 'user',
    zh: '“{name}”是系统保留的名称，请换一个。',
    en: '{name} is reserved by the system; choose another key',
  },
  MODEL_KEY_INVALID: {
    kind: 'user',
    zh: '“{name}”不能作标识：用小写字母开头，只含小写字母、数字和下划线，最多 48 个字符。',
    en: '{name} can not be a key: start with a small letter, use small letters, digits and _, at most 48',
  },
  MODEL_CYCLE: {
    kind: 'user',
    zh: '计算字段互相依赖，成了一个圈：{path}。请去掉其中一环。',
    en: 'computed fields depend on each other in a circle: {path}; break it at one place',
  },
  MODEL_REFERENCE: unknownName('{whatZh}', '{whatEn}'),
  MODEL_FIELD_UNKNOWN: {
    kind: 'user',
    zh: '“{entity}”没有字段“{name}”。{hintZh}',
    en: '{entity} has no field {name}; {hintEn}',
  },
  MODEL_PATH_BROKEN: {
    kind: 'user',
    zh: '“{name}”不是关联字段，不能再往下取“{next}”。',
    en: '{name} is not a link, so {next} can not be read through it',
  },
  MODEL_FIELD_KIND: {
    kind: 'user',
    zh: '字段“{name}”不能用在这里：{ruleZh}。',
    en: 'field {name} can not stand here: {ruleEn}',
  },
  MODEL_OPTION_UNKNOWN: unknownName('选项', 'option'),
  MODEL_OPTION_TWICE: {
    kind: 'user',
    zh: '选项值“{name}”重复了，请改成不同的值。',
    en: 'option value {name} stands twice; give each option its own',
  },
  MODEL_EXPRESSION: { kind: 'user', zh: '表达式不正确：{zh}', en: 'wrong expression: {en}' },
  MODEL_SLOT_MISSING: { kind: 'user', zh: '缺少“{name}”：{ruleZh}。', en: '{name} is missing: {ruleEn}' },
  MODEL_EDGE_NODE: unknownName('节点', 'node'),
  MODEL_PARENT_FIELD: {
    kind: 'user',
    zh: '“{target}”的字段“{name}”没有关联回“{entity}”。{hintZh}',
    en: 'field {name} of {target} does not link back to {entity}; {hintEn}',
  },
})

type Params = Readonly<Record<string, unknown>>

/** One problem at a place of a document. */
export function problem(
  code: Code,
  at: { readonly file?: string | undefined; readonly path: string },
  params: Params = {},
): ErrorDetail {
  const { text } = errors[code](params)
  const file = at.file === undefined ? {} : { file: at.file }
  return { path: at.path, code, message: text, ...file }
}
