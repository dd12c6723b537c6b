import { frame, looks, mailFont, mailWidth } from './look.ts'
import { el, type MailElement, type MailNode } from './node.ts'
import type { RenderedMail } from './types.ts'
import { escaped, newSheet, writeHtml } from './write-html.ts'

/** The sheet that the blocks of a mail lie on: a line in the mail's colour, and paper below it. */
export function mailSheet({ accent, body }: Pick<RenderedMail, 'accent' | 'body'>): MailElement {
  const { card, page } = looks
  const paper = el(
    'td',
    {
      style: {
        padding: '24px 0',
        borderTop: `3px solid ${accent}`,
        borderRadius: '4px 4px 10px 10px',
        fontSize: 15,
        lineHeight: 1.7,
        ...card.style,
      },
      dark: card.dark,
      narrow: { borderRadius: '0', padding: '16px 0' },
    },
    body,
  )
  const sheet = el(
    'table',
    {
      width: mailWidth,
      style: { width: '100%', maxWidth: mailWidth, margin: '0 auto', fontFamily: mailFont },
    },
    [el('tbody', {}, [el('tr', {}, [paper])])],
  )
  const around = el(
    'td',
    {
      align: 'center',
      style: { padding: '24px 0', ...page.style },
      dark: page.dark,
      narrow: { padding: '0' },
    },
    [sheet],
  )
  return frame({ style: page.style, dark: page.dark }, [el('tr', {}, [around])])
}

// Lists of mails show what stands first: a row of spaces keeps the words of the mail from standing behind the preheader.
const gap = '&#8199;&#65279;'.repeat(60)

function preheaderHtml(text: string): string {
  return text === ''
    ? ''
    : `<div style="display:none;max-height:0;max-width:0;overflow:hidden;opacity:0;mso-hide:all">${escaped(text)}${gap}</div>`
}

/**
 * A mail as a page that mail programs draw: tables, looks written at each element, and a sheet for dark screens and phones. It
 * has no script and fetches nothing; pictures are those that go along with it, by `pictureId`.
 */
export function mailHtml(mail: RenderedMail): string {
  const sheet = newSheet()
  const body: readonly MailNode[] = [mailSheet(mail)]
  const written = writeHtml(body, sheet)
  const { style } = looks.page
  const page = sheet.nameOf('dark', looks.page.dark)
  return `<!doctype html>
<html lang="${mail.locale === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${escaped(mail.subject)}</title><style>:root{color-scheme:light dark;supported-color-schemes:light dark}
${sheet.css()}</style></head>
<body class="${page}" style="margin:0;padding:0;background:${style.background}">
${preheaderHtml(mail.preheader)}${written}
</body></html>
`
}
