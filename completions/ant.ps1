# Tab completion of ant for PowerShell. Made by: ant completion powershell
# Untested: no PowerShell was at hand where this was written.

Register-ArgumentCompleter -Native -CommandName ant, ant-auth -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $words = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -le $cursorPosition } | ForEach-Object { $_.ToString() })
  $typed = @($words | Select-Object -Skip 1)
  if ($wordToComplete -eq '') { $typed += '""' }
  & $words[0] __complete @typed 2>$null | Where-Object { -not $_.StartsWith(':') } | ForEach-Object {
    $value, $summary = $_ -split "`t", 2
    if (-not $summary) { $summary = $value }
    [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $summary)
  }
}
