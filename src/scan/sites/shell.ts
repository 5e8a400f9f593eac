import { readCommandLines } from '../readers/command-lines.js';
import type { Site } from '../site.js';

/** What the shells read when they start, scripts, and direnv. */
export const shell: Site = {
  id: 'shell',
  what: 'a shell file',
  pattern:
    /(?:^|\/)(?:\.?(?:bash|zsh|k?sh|csh|tcsh|fish|mksh)rc|\.?(?:bash_|z)?(?:profile|login|logout|aliases)|\.?zshenv|\.envrc|\.?direnvrc|\.(?:x|xsession|xinit)(?:profile|rc)|bash\.bashrc|\.pam_environment|config\.fish|[^/]+\.(?:sh|bash|zsh|fish|csh|ps1|psm1|bat|cmd))$/,
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
    '.bashrc.d',
    '.zshrc.d',
    '.config/bash',
    '.config/zsh',
    '.config/fish',
    '.config/direnv',
    '.config/powershell',
    'Documents/PowerShell',
    'Documents/WindowsPowerShell',
  ],
  machine: ['/etc/profile', '/etc/profile.d', '/etc/bash.bashrc', '/etc/zsh/zshenv', '/etc/zshenv'],
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
