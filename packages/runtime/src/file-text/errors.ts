import { defineErrors, type ErrorTable } from '@mortise/errors'

/** What can go wrong when the words of a file are read. */
export const fileTextErrors: ErrorTable<
  'FILE_TEXT_KIND' | 'FILE_TEXT_LARGE' | 'FILE_TEXT_SLOW' | 'FILE_TEXT_BROKEN'
> = defineErrors({
  FILE_TEXT_KIND: {
    kind: 'user',
    status: 422,
    zh: '读不了“{name}”的文字：只支持 PDF、Word（docx）和文本文件',
    en: '“{name}” can’t be read: only PDF, Word (docx) and text files can',
  },
  FILE_TEXT_LARGE: {
    kind: 'user',
    status: 422,
    zh: '“{name}”太大，没有读取文字：最大 {most} MB',
    en: '“{name}” is too large to be read: at most {most} MB',
  },
  FILE_TEXT_SLOW: {
    kind: 'user',
    status: 422,
    zh: '读取“{name}”的文字用时过长，已停止。请换一份页数少的文件',
    en: 'Reading “{name}” took too long and was stopped; give a file with fewer pages',
  },
  FILE_TEXT_BROKEN: {
    kind: 'user',
    status: 422,
    zh: '“{name}”打不开：文件损坏或有密码。请换一份再试',
    en: '“{name}” can’t be opened: it is damaged or has a password; give another one',
  },
})
