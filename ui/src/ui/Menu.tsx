import type { ReactNode } from 'react'
import { DropdownMenu } from 'radix-ui'
import { Check } from 'lucide-react'
import { Kbd } from './Kbd'
import { classes } from './classes'

interface MenuProps {
  trigger: ReactNode
  children: ReactNode
  label: string
  align?: 'start' | 'end'
  side?: 'top' | 'bottom' | 'right'
  open?: boolean
  onOpenChange?: (open: boolean) => void
}

export function Menu({ trigger, children, label, align = 'end', side = 'bottom', open, onOpenChange }: MenuProps) {
  return (
    <DropdownMenu.Root modal={false} {...(open !== undefined && { open })} {...(onOpenChange && { onOpenChange })}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          aria-label={label}
          align={align}
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="enter z-50 max-h-[min(28rem,var(--radix-dropdown-menu-content-available-height))] max-w-[calc(100vw-1rem)] min-w-52 overflow-y-auto rounded-xl border border-line bg-surface p-1 text-sm text-ink shadow-3"
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

const item =
  'flex min-h-8 w-full cursor-pointer items-center gap-2.5 rounded-lg px-2.5 py-1 outline-none select-none data-[highlighted]:bg-surface-2 data-[disabled]:opacity-50'

interface ItemProps {
  onSelect: () => void
  children: ReactNode
  icon?: ReactNode
  keys?: string
  hint?: ReactNode
  checked?: boolean
  danger?: boolean
  disabled?: boolean
}

export function MenuItem({ onSelect, children, icon, keys, hint, checked, danger, disabled }: ItemProps) {
  const inner = (
    <>
      {icon && <span className={danger ? undefined : 'text-ink-3'}>{icon}</span>}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {hint && <span className="tnum text-xs text-ink-3">{hint}</span>}
      {checked && <Check className="size-4 text-accent" aria-hidden="true" />}
      {keys && <Kbd keys={keys} />}
    </>
  )
  if (checked !== undefined) {
    return (
      <DropdownMenu.CheckboxItem checked={checked} onSelect={onSelect} className={item} disabled={disabled ?? false}>
        {inner}
      </DropdownMenu.CheckboxItem>
    )
  }
  return (
    <DropdownMenu.Item onSelect={onSelect} disabled={disabled ?? false} className={classes(item, danger && 'text-overdue')}>
      {inner}
    </DropdownMenu.Item>
  )
}

export function MenuHeading({ children }: { children: ReactNode }) {
  return <DropdownMenu.Label className="px-2.5 pt-2 pb-1 text-2xs font-semibold text-ink-3">{children}</DropdownMenu.Label>
}

export function MenuLine() {
  return <DropdownMenu.Separator className="-mx-1 my-1 h-px bg-line" />
}
