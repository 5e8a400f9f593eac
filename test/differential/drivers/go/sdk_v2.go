package main

import (
	"context"

	anthropic "github.com/anthropics/anthropic-sdk-go/v2"
	"github.com/anthropics/anthropic-sdk-go/v2/option"
)

func callV2(ctx context.Context) error {
	client := anthropic.NewClient()
	_, err := client.Models.List(ctx, anthropic.ModelListParams{}, option.WithMaxRetries(0))
	return err
}
