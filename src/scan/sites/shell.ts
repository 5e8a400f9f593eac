import { readCommandLines } from '../readers/command-lines.js';
import type { Site } from '../site.js';

/** What the shells read when they start, or a start-up file usually reads, scripts, and direnv. */
export const shell: Site = {
  id: 'shell',
  what: 'a shell file',
  pattern:
    /(?:^|\/)(?:\.?(?:bash|zsh|k?sh|csh|tcsh|fish|mksh)rc(?:\.local|\.d\/[^/]+)?|\.?(?:bash_|z)?(?:profile|login|logout|aliases)|\.(?:bash_)?(?:exports|extra|secrets|localrc)|\.?zshenv(?:\.local)?|\.envrc|\.?direnvrc|\.(?:x|xsession|xinit)(?:profile|rc)|bash\.bashrc|\.pam_environment|pam_env\.conf|fish_variables|[^/]+\.(?:sh|bash|zsh|fish|csh|ps1|psm1|bat|cmd))$/,
  read: readCommandLines,
  home: [
    '.bashrc',
    '.bash_profile',
    '.bash_login',
    '.bash_logout',
    '.bash_aliases',
    '.profile',
    '.zshrc',
    '.zshenv',
    '.zprofile',
    '.zlogin',
    '.kshrc',
    '.cshrc',
    '.tcshrc',
    '.login',
    '.aliases',
    '.xprofile',
    '.xsessionrc',
    '.xinitrc',
    '.envrc',
    '.direnvrc',
    '.pam_environment',
    '.bashrc.local',
    '.zshrc.local',
    '.zshenv.local',
    '.bash_exports',
    '.exports',
    '.extra',
    '.secrets',
    '.localrc',
    '.bashrc.d',
    '.zshrc.d',
    '.oh-my-zsh/custom',
    '.config/bash',
    '.config/zsh',
    '.config/fish',
    // By themselves, too: a link out of those directories is followed only where it is named.
    '.config/zsh/.zshrc',
    '.config/zsh/.zshenv',
    '.config/fish/config.fish',
    '.config/direnv',
    '.config/powershell',
    'Documents/PowerShell',
    'Documents/WindowsPowerShell',
  ],
  machine: [
    '/etc/profile',
    '/etc/profile.d',
    '/etc/bash.bashrc',
    '/etc/bashrc',
    '/etc/zsh',
    '/etc/zshenv',
    '/etc/zprofile',
    '/etc/zshrc',
    '/etc/fish',
    '/etc/security/pam_env.conf',
  ],
};

/** What was typed: a key in it is a key on the disk. */
export const history: Site = {
  id: 'history',
  what: 'a shell history',
  pattern:
    /(?:^|\/)(?:\.(?:bash|zsh|sh|ksh)_history|\.histfile|fish_history|ConsoleHost_history\.txt)$/,
  read: () => ({ settings: [] }),
  home: [
    '.bash_history',
    '.zsh_history',
    '.histfile',
    '.local/share/fish/fish_history',
    'AppData/Roaming/Microsoft/Windows/PowerShell/PSReadLine/ConsoleHost_history.txt',
  ],
};
