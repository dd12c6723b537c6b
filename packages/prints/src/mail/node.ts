/** How something looks: CSS properties as JavaScript writes them; numbers are pixels. */
export type MailStyle = { readonly [property: string]: string | number }

/** The elements a mail is made of. What is not named here is never written. */
export const mailTags = [
  'table',
  'tbody',
  'thead',
  'tr',
  'td',
  'th',
  'div',
  'p',
  'h1',
  'h2',
  'h3',
  'h4',
  'span',
  'strong',
  'em',
  'u',
  's',
  'code',
  'sub',
  'sup',
  'mark',
  'a',
  'img',
  'ul',
  'ol',
  'li',
  'blockquote',
  'pre',
  'br',
  'hr',
] as const
/** Name of an element. */
export type MailTag = (typeof mailTags)[number]

/** A piece of a mail: words, which are always only words, or an element. */
export type MailNode = string | MailElement

/** An element with its look by day, by night and on a phone. */
export type MailElement = {
  readonly tag: MailTag
  readonly style?: MailStyle
  /** What is different where the reader's screen is dark. */
  readonly dark?: MailStyle
  /** What is different on a phone. */
  readonly narrow?: MailStyle
  /** Of links: `http`, `https` or `mailto`. */
  readonly href?: string
  /** Of pictures: the name of one of the workspace's own, and what is read where it is not shown. */
  readonly asset?: string
  readonly alt?: string
  /** Pixels, or a share such as `50%`. */
  readonly width?: number | string
  readonly align?: 'left' | 'center' | 'right'
  readonly colSpan?: number
  /** A table that holds data, and not only things side by side. */
  readonly data?: true
  /** JSON pointer of the block that this is the whole of, and of the list that blocks stand in: for their designer. */
  readonly at?: string
  readonly list?: string
  /** The block leaves nothing in this mail; only its designer sees that it is there. */
  readonly hidden?: true
  readonly children: readonly MailNode[]
}

/** A piece of a mail in both its forms. Its plain text is a paragraph or more; '' where there is nothing to say. */
export type MailPart = { readonly nodes: readonly MailNode[]; readonly text: string }

/** Makes an element. */
export function el(
  tag: MailTag,
  more: Omit<MailElement, 'tag' | 'children'>,
  children: readonly MailNode[] = [],
): MailElement {
  return { tag, ...more, children }
}

/** Words with a line break for each new line. */
export function lines(text: string): readonly MailNode[] {
  return text.split('\n').flatMap((line, at) => (at === 0 ? [line] : [el('br', {}), line]))
}
