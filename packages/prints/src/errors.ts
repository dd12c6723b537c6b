import { defineErrors, type ErrorTable } from '@mortise/errors'

type Code =
  | 'PRINT_ENTITY_UNKNOWN'
  | 'PRINT_BLOCK_UNKNOWN'
  | 'PRINT_BLOCK_PLACE'
  | 'PRINT_SETTING_UNKNOWN'
  | 'PRINT_SETTING_MISSING'
  | 'PRINT_FIELD_UNKNOWN'
  | 'PRINT_SOURCE_UNKNOWN'
  | 'PRINT_STEP_UNKNOWN'
  | 'PRINT_NOT_HANDWRITTEN'
  | 'PRINT_NOT_PICTURES'
  | 'PRINT_LETTERS_MISSING'
  | 'PRINT_PAGED_PLACE'
  | 'PRINT_PAGED_IDLE'
  | 'PRINT_OFF_PAPER'
  | 'PRINT_SUM_TYPE'
  | 'PRINT_COLUMN_UNKNOWN'
  | 'PRINT_TOO_DEEP'
  | 'PRINT_REPORT_LINK'
  | 'PRINT_FILL_UNCLOSED'
  | 'PRINT_FILL_SYNTAX'
  | 'PRINT_ANCHOR_UNKNOWN'
  | 'PRINT_ID_TAKEN'
  | 'PRINT_PAGE_SIZE'
  | 'PRINT_PAGE_MARGINS'
  | 'PRINT_PAGE_ORIENTATION'
  | 'MAIL_ENTITY_UNKNOWN'
  | 'MAIL_BLOCK_UNKNOWN'
  | 'MAIL_EMPTY'
  | 'MAIL_ADDRESS'

/** What can be wrong with a template of prints or of mails. */
export const errors: ErrorTable<Code> = defineErrors({
  PRINT_ENTITY_UNKNOWN: {
    kind: 'user',
    zh: '打印模板属于“{entity}”，但没有这个对象',
    en: 'The template prints "{entity}", which does not exist',
  },
  PRINT_BLOCK_UNKNOWN: {
    kind: 'user',
    zh: '没有打印块“{type}”{hint}',
    en: 'There is no print block "{type}"{hint}',
  },
  PRINT_BLOCK_PLACE: {
    kind: 'user',
    zh: '“{type}”不能放在这里，请移到{places}',
    en: 'The block "{type}" can not stand here; move it to: {places}',
  },
  PRINT_SETTING_UNKNOWN: {
    kind: 'user',
    zh: '“{type}”没有设置项“{key}”{hint}',
    en: 'The block "{type}" has no setting "{key}"{hint}',
  },
  PRINT_SETTING_MISSING: {
    kind: 'user',
    zh: '“{type}”缺少设置项“{key}”',
    en: 'The block "{type}" needs the setting "{key}"',
  },
  PRINT_FIELD_UNKNOWN: {
    kind: 'user',
    zh: '没有字段“{path}”{hint}',
    en: 'There is no field "{path}"{hint}',
  },
  PRINT_SOURCE_UNKNOWN: {
    kind: 'user',
    zh: '没有明细“{source}”，可用的有：{known}',
    en: 'There are no rows "{source}"; use one of: {known}',
  },
  PRINT_NOT_HANDWRITTEN: {
    kind: 'user',
    zh: '“{path}”不是手写签名字段，签章栏印不出签名。请选一个手写签名字段',
    en: '"{path}" is no signature field, so there is nothing to stand as a signature. Choose a signature field',
  },
  PRINT_NOT_PICTURES: {
    kind: 'user',
    zh: '“{path}”不是图片或附件字段，“照片”里没有可印的。请选一个图片或附件字段',
    en: '"{path}" is no field of images or files, so there is nothing to print. Choose such a field',
  },
  PRINT_STEP_UNKNOWN: {
    kind: 'user',
    zh: '没有审批环节“{step}”{hint}。请填这个对象的流程里一个环节的名称，或清空由人手签',
    en: 'There is no step "{step}"{hint}. Name a step of a flow on this entity, or leave it empty to be signed by hand',
  },
  PRINT_PAGED_PLACE: {
    kind: 'user',
    zh: '“{block}”在只印第一页的固定位置框里，“{setting}”不会生效。请让框印在每一页，或把它移出来，或关掉这一项',
    en: '"{block}" stands in a fixed box on the first page only, where "{setting}" has no effect. Have the box on every page, move it out, or switch that off',
  },
  PRINT_PAGED_IDLE: {
    kind: 'user',
    zh: '“{block}”没有合计的列，“{setting}”没有可加的数。请在一列上打开“合计”，或关掉这一项',
    en: '"{block}" adds up no column, so "{setting}" has nothing to show. Switch on "Total" at a column, or switch that off',
  },
  PRINT_OFF_PAPER: {
    kind: 'user',
    zh: '“{block}”伸出了纸（纸宽 {width}、高 {height} 毫米），伸出的部分印不出来。请移到纸内或改小',
    en: '"{block}" sticks out of the paper ({width} by {height} mm), and that part is not printed. Move it onto the paper or make it smaller',
  },
  PRINT_LETTERS_MISSING: {
    kind: 'user',
    zh: '打印的字库里没有“{letters}”，印出来是方框。请换一个写法或删掉',
    en: 'The fonts of prints do not have "{letters}": a box would be printed. Write it in another way or delete it',
  },
  PRINT_SUM_TYPE: {
    kind: 'user',
    zh: '“{name}”不能合计：只有数量、金额这样的数字才能相加。请去掉这一列的合计、小计或累计',
    en: '"{name}" can not be added up: only amounts and counts can. Take the total, subtotal or running total off this column',
  },
  PRINT_COLUMN_UNKNOWN: {
    kind: 'user',
    zh: '没有列“{name}”{hint}',
    en: 'There is no column "{name}"{hint}',
  },
  PRINT_TOO_DEEP: {
    kind: 'user',
    zh: '块套块最多 {most} 层，请把里面的块移出来',
    en: 'Blocks stand in blocks at most {most} deep; move the inner ones out',
  },
  PRINT_REPORT_LINK: {
    kind: 'user',
    zh: '“只统计本记录的”要求报表的对象恰好有一个指向“{entity}”的关联字段，现在是：{links}',
    en: 'For "only of this record" the records of the report must have one link to "{entity}"; there are: {links}',
  },
  PRINT_FILL_UNCLOSED: {
    kind: 'user',
    zh: '“{text}”里的“双花括号”没有成对',
    en: 'The double braces in "{text}" do not match',
  },
  PRINT_FILL_SYNTAX: {
    kind: 'user',
    zh: '“{text}”写得不对：{reason}',
    en: '"{text}" can not be read: {reason}',
  },
  PRINT_ANCHOR_UNKNOWN: {
    kind: 'user',
    zh: '“{type}”要盖在编号为“{anchor}”的块上，但没有这个块',
    en: 'The block "{type}" stands on the block with id "{anchor}", which does not exist',
  },
  PRINT_ID_TAKEN: {
    kind: 'user',
    zh: '块编号“{id}”用了两次，请改掉一个',
    en: 'The block id "{id}" is used twice; change one of them',
  },
  PRINT_PAGE_SIZE: {
    kind: 'user',
    zh: '没有纸张“{size}”，可用 {known}，或写成 [宽, 高]（单位：点）',
    en: 'There is no paper "{size}"; use one of {known} or [width, height] in points',
  },
  PRINT_PAGE_ORIENTATION: {
    kind: 'user',
    zh: '连续纸 {size} 只有一个方向，“{asked}”不会生效。请清空方向，或换成单张纸',
    en: 'Continuous paper {size} has one way up only: "{asked}" has no effect. Leave the orientation empty, or take single sheets',
  },
  PRINT_PAGE_MARGINS: {
    kind: 'user',
    zh: '页边距太大，纸上放不下内容',
    en: 'The margins leave no room for content',
  },
  MAIL_ENTITY_UNKNOWN: {
    kind: 'user',
    zh: '邮件模板属于“{entity}”，但没有这个对象。请在模板里改选一个对象',
    en: 'The mail template is for "{entity}", which does not exist. Choose another entity in the template',
  },
  MAIL_BLOCK_UNKNOWN: {
    kind: 'user',
    zh: '没有邮件内容块“{type}”{hint}。请删掉它，换成左边列出的块',
    en: 'There is no mail block "{type}"{hint}. Delete it and take one of those on the left',
  },
  MAIL_EMPTY: {
    kind: 'user',
    zh: '邮件没有内容。请放进至少一个内容块，或填写正文',
    en: 'The mail says nothing. Put in a block, or fill in its text',
  },
  MAIL_ADDRESS: {
    kind: 'user',
    zh: '“{address}”不是邮件里能打开的网址。请以 https://、http:// 或 mailto: 开头',
    en: '"{address}" is no address that a mail can open. Begin it with https://, http:// or mailto:',
  },
})
