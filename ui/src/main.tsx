import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { queryClient } from '@/api/queries'
import { router } from '@/app/router'
import { startI18n } from '@/lib/i18n'
import { watchSettings } from '@/lib/settings'
import './styles.css'

async function start(): Promise<void> {
  watchSettings()
  await startI18n()
  const place = document.getElementById('root')
  if (!place) return
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  )
}

void start()
