/** The shells that can be taught to complete `ant`. */
export type Shell = 'bash' | 'zsh' | 'fish' | 'powershell';

/**
 * A shell's completion script. It knows nothing of ant's commands: it hands the words typed so far to
 * `ant __complete` and shows the answer, whose form `complete.ts` describes.
 */
export function completionScript(shell: Shell): string {
  return SCRIPTS[shell];
}

const BASH = String.raw`# Tab completion of ant for bash 3.2 and later. Made by: ant completion bash

_ant() {
  local line current=$2
  COMPREPLY=()
  while IFS= read -r line; do
    case $line in
      :file) compopt -o default 2>/dev/null || COMPREPLY=($(compgen -f -- "$current")) ;;
      :directory) compopt -o dirnames 2>/dev/null || COMPREPLY=($(compgen -d -- "$current")) ;;
      *) COMPREPLY+=("${'$'}{line%%$'\t'*}") ;;
    esac
  done < <("$1" __complete "${'$'}{COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}

complete -F _ant ant ant-auth
`;

const ZSH = String.raw`#compdef ant ant-auth
# Tab completion of ant for zsh. Made by: ant completion zsh

_ant() {
  local line
  local -a candidates
  for line in "${'$'}{(@f)$("${'$'}{words[1]}" __complete "${'$'}{(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    case $line in
      '') ;;
      :file) _files; return ;;
      :directory) _files -/; return ;;
      *) candidates+=("${'$'}{line/$'\t'/:}") ;;
    esac
  done
  _describe ant candidates
}

if [[ ${'$'}{funcstack[1]} == _ant ]]; then
  _ant
else
  compdef _ant ant ant-auth
fi
`;

const FISH = String.raw`# Tab completion of ant for fish 3 and later. Made by: ant completion fish

function __ant_complete
    set -l typed (commandline -opc)
    set -l current (commandline -ct)
    set -l lines ($typed[1] __complete $typed[2..-1] "$current" 2>/dev/null)
    switch "$lines[1]"
        case :file
            __fish_complete_path "$current"
        case :directory
            __fish_complete_directories "$current"
        case '*'
            string join -- \n $lines
    end
end

complete -c ant -c ant-auth -f -a '(__ant_complete)'
`;

const POWERSHELL = `# Tab completion of ant for PowerShell. Made by: ant completion powershell
# Untested: no PowerShell was at hand where this was written.

Register-ArgumentCompleter -Native -CommandName ant, ant-auth -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $words = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -le $cursorPosition } | ForEach-Object { $_.ToString() })
  $typed = @($words | Select-Object -Skip 1)
  if ($wordToComplete -eq '') { $typed += '""' }
  & $words[0] __complete @typed 2>$null | Where-Object { -not $_.StartsWith(':') } | ForEach-Object {
    $value, $summary = $_ -split "\`t", 2
    if (-not $summary) { $summary = $value }
    [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $summary)
  }
}
`;

const SCRIPTS: Readonly<Record<Shell, string>> = {
  bash: BASH,
  zsh: ZSH,
  fish: FISH,
  powershell: POWERSHELL,
};
