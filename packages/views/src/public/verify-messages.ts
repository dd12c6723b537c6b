import { createMessages, type Messages } from '@mortise/ui'

const table = {
  title: { zh: '文件验真', en: 'Check a document' },
  note: {
    zh: '用文件上的验证码，核对它是不是出具方留存的那一份。',
    en: 'See by its code whether a document is the one that its issuer kept.',
  },
  code: { zh: '验证码', en: 'Code' },
  check: { zh: '查询', en: 'Check' },
  known: { zh: '有这份文件', en: 'This document exists' },
  knownText: {
    zh: '请核对下面的信息与手上的文件是否一致。',
    en: 'Compare what stands below with the document in your hands.',
  },
  name: { zh: '文件', en: 'Document' },
  number: { zh: '编号', en: 'Number' },
  company: { zh: '出具方', en: 'Issued by' },
  at: { zh: '留存时间', en: 'Kept at' },
  unknown: { zh: '没有这个验证码', en: 'There is no such code' },
  unknownText: {
    zh: '请对照文件核对每一位；如果无误，请向出具文件的公司求证。',
    en: 'Compare it letter by letter; if it is right, ask the company that issued the document.',
  },
  failed: { zh: '现在查不了，请稍后再试', en: 'It can not be checked now; try again later' },
  compare: { zh: '比对电子文件', en: 'Compare a file' },
  compareText: {
    zh: '选择你收到的 PDF，看它与留存的那份是否一字不差。文件只在你的浏览器里计算，不会上传。',
    en: 'Choose the PDF you received to see whether it is the same byte by byte. It stays in your browser.',
  },
  choose: { zh: '选择 PDF 文件', en: 'Choose a PDF' },
  same: { zh: '一致：与留存的文件完全相同', en: 'The same: this is the kept file, byte by byte' },
  other: {
    zh: '不一致：不是留存的那份文件，可能被改过或重新保存过',
    en: 'Not the same: it was changed, or saved anew',
  },
  large: { zh: '文件太大，不是这份文件', en: 'Too large to be this document' },
} as const

/** The words of the page on which documents are checked. */
export const verifyMessages: Messages<keyof typeof table> = createMessages(table)
