import { createMessages, type Messages } from '@mortise/ui'

const table = {
  page: { zh: '公开页面', en: 'Public page' },
  share: { zh: '链接与二维码', en: 'Links and QR codes' },
  shareTitle: { zh: '分享“{name}”', en: 'Share “{name}”' },
  close: { zh: '关闭', en: 'Close' },
  color: { zh: '主题色', en: 'Colour' },
  otherColor: { zh: '其他颜色', en: 'Another colour' },
  logo: { zh: '标志', en: 'Logo' },
  cover: { zh: '封面图', en: 'Cover' },
  choose: { zh: '选择图片', en: 'Choose a picture' },
  remove: { zh: '移除', en: 'Remove' },
  badPicture: {
    zh: '读不了这张图片，请换一张 PNG 或 JPEG',
    en: 'This picture can’t be read; choose a PNG or JPEG',
  },
  notShown: {
    zh: '公开页面上不会出现：{names}。选人、选部门、没有开放选择的关联字段和自动计算的字段不对外开放。',
    en: 'Not on the public page: {names}. Fields that offer people or departments, links that are not opened below, and those worked out are not for strangers.',
  },
  picks: { zh: '可以选择的关联数据', en: 'Records to choose from' },
  picksHint: {
    zh: '默认不开放。打开后，填写人只能看到你选的字段、搜到符合条件的记录。',
    en: 'Shut unless you open it. Then people see the fields you choose, of the records that fit, and nothing else.',
  },
  pickOf: { zh: '允许填写人选择“{name}”', en: 'Let people choose “{name}”' },
  edited: { zh: '修改公开页面', en: 'Edit the public page' },
} as const

/** Words of the panel for public forms. */
export const messages: Messages<keyof typeof table> = createMessages(table)
