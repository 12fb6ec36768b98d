import { DropdownMenu } from 'radix-ui'
import { Check } from 'lucide-react'
import { Kbd } from './Kbd'
import { type ChoiceProps, type ItemProps, type MenuProps, MenuParts } from './Menu'
import { classes } from './classes'

export function LoadedMenu({ trigger, children, label, align = 'end', side = 'bottom', open, onOpenChange, startOpen }: MenuProps) {
  return (
    <MenuParts value={parts}>
      <DropdownMenu.Root
        modal={false}
        {...(startOpen && open === undefined && { defaultOpen: true })}
        {...(open !== undefined && { open })}
        {...(onOpenChange && { onOpenChange })}
      >
        <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
        <DropdownMenu.Portal container={document.getElementById('main')}>
          <DropdownMenu.Content
            aria-label={label}
            align={align}
            side={side}
            sideOffset={6}
            collisionPadding={8}
            className="enter z-50 max-h-[min(30rem,var(--radix-dropdown-menu-content-available-height))] max-w-[calc(100vw-1rem)] min-w-52 overflow-y-auto rounded-xl border border-line bg-surface p-1 text-sm text-ink shadow-3"
          >
            {children}
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
    </MenuParts>
  )
}

const item =
  'flex min-h-8 w-full cursor-pointer items-center gap-2.5 rounded-lg px-2.5 py-1 outline-none select-none data-[highlighted]:bg-surface-2 data-[disabled]:opacity-50'

function Item({ onSelect, children, icon, keys, hint, checked, danger, disabled }: ItemProps) {
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

function Heading({ children }: { children: React.ReactNode }) {
  return <DropdownMenu.Label className="px-2.5 pt-2 pb-1 text-2xs font-semibold text-ink-3">{children}</DropdownMenu.Label>
}

function Line() {
  return <DropdownMenu.Separator className="-mx-1 my-1 h-px bg-line" />
}

function Choice({ label, value, options, onChange }: ChoiceProps) {
  return (
    <>
      <Heading>{label}</Heading>
      <DropdownMenu.RadioGroup value={value} onValueChange={onChange} className="flex gap-1 px-1.5 pb-1.5">
        {options.map((option) => (
          <DropdownMenu.RadioItem
            key={option.value}
            value={option.value}
            onSelect={(event) => event.preventDefault()}
            className={classes(
              'flex h-8 flex-1 cursor-pointer items-center justify-center gap-1.5 rounded-lg border px-2 text-xs font-medium whitespace-nowrap outline-none select-none',
              'data-[highlighted]:ring-2 data-[highlighted]:ring-accent',
              option.value === value ? 'border-accent bg-accent-soft text-accent' : 'border-line text-ink-2 hover:bg-surface-2',
            )}
          >
            {option.icon}
            {option.label}
          </DropdownMenu.RadioItem>
        ))}
      </DropdownMenu.RadioGroup>
    </>
  )
}

const parts = { Item, Heading, Line, Choice }
