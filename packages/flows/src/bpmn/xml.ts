import { XMLBuilder, XMLParser } from 'fast-xml-parser'
import { errors } from '../errors.ts'

/** An element of XML, by its local name: prefixes differ from tool to tool and mean nothing here. */
export type Xml = {
  readonly name: string
  readonly attributes: { readonly [name: string]: string }
  readonly children: readonly Xml[]
  /** Text directly inside, trimmed. */
  readonly text: string
}

type Ordered = { readonly [name: string]: unknown }

const [attributesAt, textAt, mark] = [':@', '#text', '@_']
const largest = 5_000_000

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: mark,
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
})

const builder = new XMLBuilder({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: mark,
  format: true,
  indentBy: '  ',
  suppressEmptyNode: true,
})

/** Makes an element; what is undefined is left out. */
export function xml(
  name: string,
  attributes: { readonly [name: string]: string | undefined } = {},
  children: readonly (Xml | undefined)[] = [],
  text = '',
): Xml {
  const given = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value]],
  )
  return {
    name,
    attributes: Object.fromEntries(given) as Xml['attributes'],
    children: children.filter((one) => one !== undefined),
    text,
  }
}

function ordered({ name, attributes, children, text }: Xml): Ordered {
  const inner = [...(text === '' ? [] : [{ [textAt]: text }]), ...children.map(ordered)]
  const marked = Object.entries(attributes).map(([key, value]) => [`${mark}${key}`, value] as const)
  return { [name]: inner, ...(marked.length === 0 ? {} : { [attributesAt]: Object.fromEntries(marked) }) }
}

/** Writes a document. */
export function writeXml(root: Xml): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${String(builder.build([ordered(root)])).trim()}\n`
}

function read(found: Ordered): Xml {
  const name = Object.keys(found).find((key) => key !== attributesAt) ?? ''
  const inner = (found[name] ?? []) as readonly Ordered[]
  const marked = Object.entries((found[attributesAt] ?? {}) as { readonly [key: string]: unknown })
  return {
    name,
    attributes: Object.fromEntries(marked.map(([key, value]) => [key.slice(mark.length), String(value)])),
    children: inner.filter((one) => !Object.hasOwn(one, textAt)).map(read),
    text: inner
      .flatMap((one) => (Object.hasOwn(one, textAt) ? [String(one[textAt])] : []))
      .join('')
      .trim(),
  }
}

/** Reads a document. Entities of its own, by which a small file can become a huge one, are refused. */
export function readXml(text: string): Xml {
  if (text.length > largest || /<!DOCTYPE|<!ENTITY/iu.test(text)) throw errors.BPMN_UNREADABLE()
  try {
    const [root] = (parser.parse(text) as readonly Ordered[]).map(read)
    if (root !== undefined) return root
  } catch {
    // What the parser says is about its own workings; the file is what is wrong.
  }
  throw errors.BPMN_UNREADABLE()
}

/** Elements directly inside, by name. */
export function inside(element: Xml, ...names: readonly string[]): readonly Xml[] {
  return element.children.filter(({ name }) => names.includes(name))
}

/** Text of the first element of a name directly inside. */
export function textIn(element: Xml | undefined, name: string): string | undefined {
  const found = element === undefined ? undefined : inside(element, name)[0]?.text
  return found === '' ? undefined : found
}
