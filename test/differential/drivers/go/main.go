// Command driver runs the official Go SDK once per line: environment in, outcome out, both JSON.
// The SDK reads the environment when a client is made, so one process serves every state.
// Its argument names the major version, 1 or 2: they are two modules and live in one binary.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"os"
	"regexp"
	"strings"
)

type state struct {
	ID  string            `json:"id"`
	Env map[string]string `json:"env"`
}

type outcome struct {
	ID    string `json:"id"`
	OK    bool   `json:"ok"`
	Error string `json:"error,omitempty"`
}

var decides = regexp.MustCompile(`^(ANTHROPIC_|CLAUDE_|XDG_CONFIG_HOME$|HOME$)`)

func setEnvironment(wanted map[string]string) {
	for _, pair := range os.Environ() {
		name, _, _ := strings.Cut(pair, "=")
		if decides.MatchString(name) {
			os.Unsetenv(name)
		}
	}
	for name, value := range wanted {
		os.Setenv(name, value)
	}
}

func oneLine(err error) string {
	said := strings.Join(strings.Fields(err.Error()), " ")
	return said[:min(len(said), 300)]
}

func main() {
	call := map[string]func(context.Context) error{"1": callV1, "2": callV2}[os.Args[1]]
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<20)
	answers := json.NewEncoder(os.Stdout)
	for lines.Scan() {
		var asked state
		if err := json.Unmarshal(lines.Bytes(), &asked); err != nil {
			panic(err)
		}
		setEnvironment(asked.Env)
		answer := outcome{ID: asked.ID, OK: true}
		if err := call(context.Background()); err != nil {
			answer = outcome{ID: asked.ID, Error: oneLine(err)}
		}
		if err := answers.Encode(answer); err != nil {
			panic(err)
		}
	}
}
