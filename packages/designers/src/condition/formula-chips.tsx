import { language, type Scope } from '@mortise/expressions'
import { type ReactNode, type RefObject, useLayoutEffect, useMemo, useRef } from 'react'
import { stretchesOf } from './formula-marks.ts'

const alike = [
  'fontFamily',
  'fontSize',
  'fontStyle',
  'fontWeight',
  'fontFeatureSettings',
  'fontVariantLigatures',
  'textIndent',
  'wordBreak',
  'overflowWrap',
  'letterSpacing',
  'lineHeight',
  'paddingTop',
  'paddingRight',
  'paddingBottom',
  'paddingLeft',
  'borderWidth',
  'tabSize',
] as const

/**
 * Fields of a formula as chips: painted behind the box in which the text is written, which stays plain text to carets,
 * keys, input methods and screen readers. Every letter stands where the box has it.
 */
export function FormulaChips({
  text,
  scope,
  box,
}: {
  readonly text: string
  readonly scope: Scope | undefined
  readonly box: RefObject<HTMLTextAreaElement | null>
}): ReactNode {
  const layer = useRef<HTMLDivElement>(null)
  const stretches = useMemo(() => stretchesOf(text, { scope, language }), [text, scope])
  useLayoutEffect(() => {
    const [above, below] = [box.current, layer.current]
    if (above === null || below === null) return undefined
    const follow = (): void => {
      const style = getComputedStyle(above)
      for (const name of alike) below.style[name] = style[name]
      // As wide as the box without its scroll bar: lines break at the same letters.
      const edges = Number.parseFloat(style.borderLeftWidth) + Number.parseFloat(style.borderRightWidth)
      below.style.width = `${above.clientWidth + edges}px`
      below.style.height = `${above.offsetHeight}px`
      below.scrollTop = above.scrollTop
    }
    follow()
    // The box finds its height behind this, and with it whether it scrolls.
    const soon = requestAnimationFrame(follow)
    const watch = new ResizeObserver(follow)
    watch.observe(above)
    above.addEventListener('scroll', follow)
    return () => {
      cancelAnimationFrame(soon)
      watch.disconnect()
      above.removeEventListener('scroll', follow)
    }
  }, [box, text])
  return (
    <div ref={layer} className="d-formula-chips" aria-hidden="true">
      {stretches.map((one, at) => (one.field ? <mark key={at}>{one.text}</mark> : one.text))}
      {'\n'}
    </div>
  )
}
