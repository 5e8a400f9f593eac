#!/usr/bin/env node
'use strict';
// One line on purpose: every file Node opens before the hot path costs start-up time.
require('../dist/ant.cjs');
