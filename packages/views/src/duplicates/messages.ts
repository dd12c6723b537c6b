import { createMessages, type Messages } from '@mortise/ui'

const table = {
  title: { zh: '查找重复的{name}', en: 'Find duplicates: {name}' },
  back: { zh: '返回列表', en: 'Back to the list' },
  by: { zh: '按什么查找', en: 'What to go by' },
  none: { zh: '{fields}完全相同', en: 'Same {fields}' },
  phone: { zh: '{fields}是同一个号码', en: 'Same number in {fields}' },
  email: { zh: '{fields}是同一个邮箱', en: 'Same address in {fields}' },
  company: { zh: '{fields}是同一个公司名', en: 'Same company name in {fields}' },
  text: { zh: '{fields}只差写法（繁简、全半角、公司后缀）', en: 'Same {fields} but for the way of writing' },
  pinyin: { zh: '{fields}读音相同', en: 'Same sound of {fields}' },
  fuzzy: { zh: '{fields}只差一两个字', en: '{fields} differ by a letter or two' },
  across: { zh: '，也在{names}中找', en: ', also among {names}' },
  joined: { zh: '和', en: ' and ' },
  start: { zh: '开始查找', en: 'Search' },
  again: { zh: '重新查找', en: 'Search again' },
  running: { zh: '正在查找，已完成 {n} / {of} 项', en: 'Searching, {n} of {of} done' },
  stop: { zh: '停止', en: 'Stop' },
  stopped: { zh: '已停止，下面是停止前找到的。', en: 'Stopped; below is what was found before.' },
  failed: {
    zh: '没有查完：中途出了问题。可以再试一次。',
    en: 'It did not come to its end: something went wrong. Try again.',
  },
  why: { zh: '原因：{why}', en: 'Why: {why}' },
  retry: { zh: '再试一次', en: 'Try again' },
  found: { zh: '找到 {n} 组', en: '{n} {n|group|groups} found' },
  foundAt: { zh: '查找于 {at}', en: 'searched {at}' },
  fresh: { zh: '还没有查找过', en: 'Not searched yet' },
  freshText: {
    zh: '会比较全部{name}，把可能重复的分组列出，由你逐组合并或忽略。查找本身不改动数据。',
    en: 'Everything is compared ({name}); what may be the same is shown in groups for you to merge or leave. Searching changes nothing.',
  },
  nothing: { zh: '没有找到重复', en: 'No duplicates found' },
  nothingText: {
    zh: '按所选的条件，没有两条记录是相同的。',
    en: 'By what you chose, no two records are the same.',
  },
  settled: { zh: '都处理完了', en: 'All settled' },
  settledText: {
    zh: '找到的各组都已合并，或已标记为不是重复。',
    en: 'Every group that was found is merged or told apart.',
  },
  export: { zh: '导出', en: 'Export' },
  more: { zh: '加载更多', en: 'Load more' },
  records: { zh: '{n} 条', en: '{n} {n|record|records}' },
  many: { zh: '共 {n} 条，只列出前 {shown} 条', en: '{n} {n|record|records}, the first {shown} are shown' },
  merge: { zh: '合并', en: 'Merge' },
  mergeFirst: { zh: '合并所选（最多 {n} 条）', en: 'Merge chosen (at most {n})' },
  apart: { zh: '不是重复', en: 'Not duplicates' },
  apartOne: { zh: '“{name}”不是其中之一', en: '“{name}” is none of these' },
  apartDone: { zh: '已记住，不再列出', en: 'Remembered; not listed again' },
  choose: { zh: '合并时包括“{name}”', en: 'Include “{name}” in the merge' },
  field: { zh: '字段', en: 'Field' },
  allFields: { zh: '显示全部不同之处（{n}）', en: 'Show all differences ({n})' },
  fewFields: { zh: '收起', en: 'Show fewer' },
  noRules: { zh: '还没有查重规则', en: 'No duplicate rules yet' },
  noRulesYet: {
    zh: '查重规则说明什么样的两条记录算重复，例如“手机号相同”。在数据表的设计里添加，发布后就能在这里查找。',
    en: 'A rule says when two records count as the same, such as by their phone. Add one in the design of the entity and publish it.',
  },
  addRules: { zh: '添加查重规则', en: 'Add a rule' },
  noRulesText: {
    zh: '没有你可以使用的查重规则。需要能看全所比较的字段，并能修改和删除记录。',
    en: 'There is no duplicate rule that you may use. It takes reading what is compared in full, and changing and deleting records.',
  },
} as const

/** Names of the words. */
export type MessageKey = keyof typeof table

/** The words of the search for duplicates. */
export const messages: Messages<MessageKey> = createMessages(table)
