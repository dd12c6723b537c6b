import { defineErrors, type ErrorTable } from '@mortise/errors'

/** What can go wrong while a PDF is drawn. */
export const pdfErrors: ErrorTable<'PDF_FAILED'> = defineErrors({
  PDF_FAILED: {
    kind: 'unexpected',
    zh: 'PDF 没有生成：{reason}',
    en: 'The PDF could not be drawn: {reason}',
  },
})
