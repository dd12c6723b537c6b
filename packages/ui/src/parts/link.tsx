import { type AnchorHTMLAttributes, createContext, type MouseEvent, type ReactNode, useContext } from 'react'

/** How parts move about without knowing the router. */
export type Navigator = {
  /** Path and search of the page being shown. */
  readonly current: string
  readonly go: (href: string, options?: { readonly replace?: boolean }) => void
  readonly back: () => void
}

const NavigatorContext = createContext<Navigator>({
  current: '/',
  go: () => undefined,
  back: () => undefined,
})

/** Gives the parts inside a way to move. */
export const NavigatorProvider: React.Provider<Navigator> = NavigatorContext.Provider

/** The way to move. */
export function useNavigator(): Navigator {
  return useContext(NavigatorContext)
}

/** A link within the product; with a modifier key the browser does what it always does. */
export function Link({
  href,
  onClick,
  children,
  ...rest
}: AnchorHTMLAttributes<HTMLAnchorElement> & { readonly href: string }): ReactNode {
  const { go } = useNavigator()
  const click = (event: MouseEvent<HTMLAnchorElement>): void => {
    onClick?.(event)
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
    if (event.defaultPrevented || !plain || rest.target !== undefined) return
    event.preventDefault()
    go(href)
  }
  return (
    <a href={href} onClick={click} {...rest}>
      {children}
    </a>
  )
}
