import { createRoot } from 'react-dom/client'
import { Application } from './app/Application'
import './app/tokens.css'
import './app/tables.css'
import './app/console.css'
import './app/pages.css'

const root = document.getElementById('root')
if (root) createRoot(root).render(<Application />)
