import { type ComponentType, type ReactNode, Suspense, createContext, lazy, useContext, useEffect, useState } from 'react'

/**
 * Menus weigh more than everything else on the first screen, and nobody opens one in its first second.
 * So the trigger stands alone until the pointer or the focus comes near, or the browser has time.
 */

export interface MenuProps {
  trigger: ReactNode
  children: ReactNode
  label: string
  align?: 'start' | 'end'
  side?: 'top' | 'bottom' | 'right'
  open?: boolean
  onOpenChange?: (open: boolean) => void
  /** The click came before the menu did. */
  startOpen?: boolean
}

export interface ItemProps {
  onSelect: () => void
  children: ReactNode
  icon?: ReactNode
  keys?: string
  hint?: ReactNode
  checked?: boolean
  danger?: boolean
  disabled?: boolean
}

export interface ChoiceProps {
  label: string
  value: string
  options: { value: string; label: string; icon?: ReactNode }[]
  onChange: (value: string) => void
}

interface Parts {
  Item: ComponentType<ItemProps>
  Heading: ComponentType<{ children: ReactNode }>
  Line: ComponentType
  Choice: ComponentType<ChoiceProps>
}

const Nothing = () => null

export const MenuParts = createContext<Parts>({ Item: Nothing, Heading: Nothing, Line: Nothing, Choice: Nothing })

const load = () => import('./MenuLoaded')
const LoadedMenu = lazy(() => load().then((all) => ({ default: all.LoadedMenu })))

let loaded = false
const IDLE_MS = 2500

export function Menu(props: MenuProps) {
  const [near, setNear] = useState(loaded)
  const [clicked, setClicked] = useState(false)
  const wanted = near || props.open === true
  useEffect(() => {
    if (near) return
    const timer = setTimeout(() => {
      void load().then(() => {
        loaded = true
        setNear(true)
      })
    }, IDLE_MS)
    return () => clearTimeout(timer)
  }, [near])
  const alone = (
    // The wrapper only overhears what happens to the trigger inside it.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
    <span
      className="contents"
      onPointerEnter={() => void load()}
      onFocus={() => void load()}
      onClick={() => {
        setClicked(true)
        setNear(true)
        props.onOpenChange?.(true)
      }}
    >
      {props.trigger}
    </span>
  )
  if (!wanted) return alone
  return (
    <Suspense fallback={alone}>
      <LoadedMenu {...props} startOpen={clicked} />
    </Suspense>
  )
}

export function MenuItem(props: ItemProps) {
  const { Item } = useContext(MenuParts)
  return <Item {...props} />
}

export function MenuHeading({ children }: { children: ReactNode }) {
  const { Heading } = useContext(MenuParts)
  return <Heading>{children}</Heading>
}

export function MenuLine() {
  const { Line } = useContext(MenuParts)
  return <Line />
}

export function MenuChoice<T extends string>({
  onChange,
  ...rest
}: Omit<ChoiceProps, 'value' | 'onChange' | 'options'> & {
  value: T
  options: { value: T; label: string; icon?: ReactNode }[]
  onChange: (value: T) => void
}) {
  const { Choice } = useContext(MenuParts)
  return <Choice {...rest} onChange={(value) => onChange(value as T)} />
}
