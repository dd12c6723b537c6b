import { defineErrors, type ErrorTable } from '@mortise/errors'

/** What can go wrong while a PDF is drawn. */
export const pdfErrors: ErrorTable<'PDF_FAILED' | 'PDF_NO_ROOM' | 'PDF_TOO_LARGE' | 'PDF_BUSY'> =
  defineErrors({
    PDF_NO_ROOM: {
      kind: 'user',
      status: 422,
      zh: '页眉和页脚太高，纸上放不下正文。请在打印模板里把一部分内容移到正文，或换大一点的纸。',
      en: 'Header and footer leave no room for the content. Move a part of them into the body of the template, or take larger paper.',
    },
    PDF_TOO_LARGE: {
      kind: 'user',
      status: 422,
      zh: '这份文档太大，生成 PDF 的时间或内存超出了上限。请减少一次打印的记录或明细行，或改用导出。',
      en: 'The document is too large: drawing it takes more time or memory than there is. Print fewer records or lines at once, or export them.',
    },
    PDF_BUSY: {
      kind: 'operational',
      status: 503,
      zh: '正在排队生成的 PDF 太多，请过一会儿再试。',
      en: 'Too many PDFs are waiting to be drawn. Try again in a moment.',
    },
    PDF_FAILED: {
      kind: 'unexpected',
      zh: 'PDF 没有生成：{reason}',
      en: 'The PDF could not be drawn: {reason}',
    },
  })
