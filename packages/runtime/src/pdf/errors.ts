import { defineErrors, type ErrorTable } from '@mortise/errors'

/** What can go wrong while a PDF is drawn. */
export const pdfErrors: ErrorTable<'PDF_FAILED' | 'PDF_NO_ROOM'> = defineErrors({
  PDF_NO_ROOM: {
    kind: 'user',
    status: 422,
    zh: '页眉和页脚太高，纸上放不下正文。请在打印模板里把一部分内容移到正文，或换大一点的纸。',
    en: 'Header and footer leave no room for the content. Move a part of them into the body of the template, or take larger paper.',
  },
  PDF_FAILED: {
    kind: 'unexpected',
    zh: 'PDF 没有生成：{reason}',
    en: 'The PDF could not be drawn: {reason}',
  },
})
