// Starts worker.ts from the sources. A worker does not inherit tsx on Node 20.
import { register } from 'tsx/esm/api';

register();
await import('./worker.ts');
