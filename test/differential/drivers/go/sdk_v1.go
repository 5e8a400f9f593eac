package main

import (
	"context"

	anthropic "github.com/anthropics/anthropic-sdk-go"
	"github.com/anthropics/anthropic-sdk-go/option"
)

func callV1(ctx context.Context) error {
	client := anthropic.NewClient()
	_, err := client.Models.List(ctx, anthropic.ModelListParams{}, option.WithMaxRetries(0))
	return err
}
