import type { Locale } from '@mortise/errors'

/** One thing that a mail tells: what it is called, what there is to say, and the way to it. */
export type MailPart = {
  readonly title?: string
  readonly text?: string
  /** A picture that goes along with the mail under that id; `name` stands for it where it is not shown. */
  readonly picture?: { readonly cid: string; readonly name: string }
  readonly way?: { readonly label: string; readonly url: string }
}

/** What a mail is made of. Texts are plain; whatever looks like a tag in them is shown as it is written. */
export type MailGiven = {
  readonly locale: Locale
  /** The product's name, as its people know it. */
  readonly name: string
  /** Over all parts, where there are several. */
  readonly title?: string
  readonly parts: readonly MailPart[]
  /** Small words below: why it came, and how to have no more. */
  readonly foot?: { readonly text: string; readonly way?: { readonly label: string; readonly url: string } }
}

const escapes: { readonly [letter: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (letter) => escapes[letter] ?? '')

const address = /https?:\/\/[^\s<>"'，。；、）】》]+[^\s<>"'，。；、）】》.,;:!?)\]]/g

/** Words with addresses as links, line by line. */
function linked(text: string): string {
  let at = 0
  let html = ''
  for (const found of text.matchAll(address)) {
    const url = escaped(found[0])
    html += `${escaped(text.slice(at, found.index))}<a class="link" href="${url}" style="color:#2B5797">${url}</a>`
    at = found.index + found[0].length
  }
  return `${html}${escaped(text.slice(at))}`.replaceAll('\n', '<br>')
}

const font =
  "font-family:-apple-system,'PingFang SC','Microsoft YaHei','Segoe UI',Roboto,'Noto Sans SC',sans-serif"

// Mail programs know tables and styles written at each element; those that can do more read the sheet.
const sheet = `:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){.page{background:#15171A!important}.card{background:#1D2024!important;border-color:#30343A!important}.ink{color:#E7E9EC!important}.soft,.soft a{color:#A8B0BA!important}.link{color:#7FA8E6!important}.rule{border-color:#30343A!important}.button{background:#7FA8E6!important;color:#15171A!important}}
@media (max-width:600px){.card{border-radius:0!important;border-left:0!important;border-right:0!important}.inner{padding:24px 20px!important}.side{padding-left:20px!important;padding-right:20px!important}}`

/** As wide as there is room; where the mail program shows none, its name. On white, which it is drawn for. */
function pictureHtml({ picture, way }: MailPart): string {
  if (picture === undefined) return ''
  const image = `<img src="cid:${escaped(picture.cid)}" alt="${escaped(picture.name)}" width="100%" style="display:block;width:100%;height:auto;border:1px solid #E5E2DB;border-radius:6px;background:#FFFFFF;color:#555D66">`
  const linkedImage =
    way === undefined ? image : `<a href="${escaped(way.url)}" style="text-decoration:none">${image}</a>`
  return `<div style="margin:16px 0 0">${linkedImage}</div>`
}

function partHtml(part: MailPart, first: boolean): string {
  const { title, text, way } = part
  const head =
    title === undefined || title === ''
      ? ''
      : `<h2 class="ink" style="margin:0 0 8px;font-size:17px;line-height:1.45;font-weight:600;color:#1E2227">${escaped(title)}</h2>`
  const body = (text ?? '')
    .split(/\n{2,}/)
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .map(
      (one) =>
        `<p class="ink" style="margin:0 0 12px;font-size:15px;line-height:1.7;color:#1E2227;overflow-wrap:anywhere">${linked(one)}</p>`,
    )
    .join('')
  const button =
    way === undefined
      ? ''
      : `<p style="margin:16px 0 0"><a class="button" href="${escaped(way.url)}" style="display:inline-block;padding:10px 22px;border-radius:6px;background:#2B5797;color:#FFFFFF;font-size:15px;font-weight:500;text-decoration:none">${escaped(way.label)}</a></p>`
  const line = first ? '' : '<hr class="rule" style="margin:24px 0;border:0;border-top:1px solid #E5E2DB">'
  return `${line}${head}${body}${pictureHtml(part)}${button}`
}

function footHtml(foot: MailGiven['foot']): string {
  if (foot === undefined) return ''
  const way =
    foot.way === undefined
      ? ''
      : `<br><a href="${escaped(foot.way.url)}" style="color:#555D66">${escaped(foot.way.label)}</a>`
  return `<p class="soft side" style="margin:0;padding:16px 4px 0;font-size:12px;line-height:1.7;color:#555D66">${linked(foot.text)}${way}</p>`
}

/**
 * A mail as a page that mail programs draw, beside the same as plain text: name, title, words, a button for each way. It
 * fetches nothing, nobody is told that it was opened: pictures go along with it, fonts are those of the reader.
 */
export function mailPage(given: MailGiven): string {
  const { locale, name, title, parts, foot } = given
  const over =
    title === undefined
      ? ''
      : `<h1 class="ink" style="margin:0 0 20px;font-size:20px;line-height:1.4;font-weight:600;color:#1E2227">${escaped(title)}</h1>`
  const width = parts.some(({ picture }) => picture !== undefined) ? 828 : 600
  const body = parts.map((part, at) => partHtml(part, at === 0)).join('')
  return `<!doctype html>
<html lang="${locale === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${escaped(title ?? parts[0]?.title ?? name)}</title><style>${sheet}</style></head>
<body class="page" style="margin:0;padding:0;background:#F6F5F2;${font}">
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" style="background:#F6F5F2"><tr><td align="center" style="padding:24px 0">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:${width}px;${font}">
<tr><td class="soft side" style="padding:0 4px 12px;font-size:13px;font-weight:600;color:#555D66">${escaped(name)}</td></tr>
<tr><td class="card inner" style="padding:32px;background:#FFFFFF;border:1px solid #E5E2DB;border-radius:10px">${over}${body}</td></tr>
<tr><td style="padding:0 0 8px">${footHtml(foot)}</td></tr>
</table></td></tr></table></body></html>
`
}
