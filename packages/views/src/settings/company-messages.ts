import { createMessages, type Messages } from '@mortise/ui'

const table = {
  note: {
    zh: '报价单、合同、收据等打印时用到的公司信息。',
    en: 'What quotes, contracts and receipts print of your company.',
  },
  name: { zh: '公司名称', en: 'Company name' },
  address: { zh: '地址', en: 'Address' },
  phone: { zh: '电话', en: 'Phone' },
  tax_no: { zh: '税号（统一社会信用代码）', en: 'Tax number' },
  bank: { zh: '开户行', en: 'Bank' },
  bank_no: { zh: '银行账号', en: 'Bank account' },
  save: { zh: '保存', en: 'Save' },
  saved: { zh: '已保存', en: 'Saved' },
  pictures: { zh: '打印用的图片和印章', en: 'Pictures and seals for prints' },
  picturesNote: {
    zh: '打印模板按下面的名字使用图片。印章请用透明底的 PNG。',
    en: 'Templates use pictures by the names below. Seals are best as PNG on a clear ground.',
  },
  logo: { zh: '公司 Logo', en: 'Logo' },
  seal: { zh: '公章', en: 'Company seal' },
  contract_seal: { zh: '合同专用章', en: 'Seal for contracts' },
  choose: { zh: '选择图片', en: 'Choose a picture' },
  replace: { zh: '更换', en: 'Replace' },
  remove: { zh: '删除{name}', en: 'Remove {name}' },
  removed: { zh: '已删除{name}', en: 'Removed {name}' },
  add: { zh: '添加图片', en: 'Add a picture' },
  pictureName: { zh: '新图片的名字', en: 'Name of a new picture' },
  pictureHint: { zh: '小写字母和数字，如 stamp_2', en: 'Lower case letters and digits, such as stamp_2' },
} as const

/** The words of the company's details. */
export const companyMessages: Messages<keyof typeof table> = createMessages(table)
