#!/usr/bin/env node
import * as nodeModule from 'node:module';

// Most of a short command is loading: compiled code is kept for the next one, where Node can and there is a folder for it.
nodeModule.enableCompileCache?.();
await import('../dist/main.js');
